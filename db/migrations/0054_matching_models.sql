CREATE TABLE "matching_models" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"model" jsonb,
	"used" boolean NOT NULL,
	"result" text NOT NULL,
	"comparison" jsonb,
	"chosen" integer,
	"training" varchar(100),
	"made_by" varchar(100) NOT NULL,
	"approved_by" varchar(100),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "matching_models_version_key" UNIQUE("tenant_id","version"),
	CONSTRAINT "matching_models_training_key" UNIQUE("tenant_id","training")
);
--> statement-breakpoint
SELECT protect_tenant_table('matching_models');
--> statement-breakpoint
GRANT SELECT, INSERT ON matching_models TO countersign_app;
--> statement-breakpoint
ALTER TABLE matching_models ADD CONSTRAINT matching_models_made CHECK (version > 0 AND (training IS NULL) = (chosen IS NOT NULL)
  AND (chosen IS NOT NULL OR model IS NOT NULL) AND (chosen IS NULL OR used));
--> statement-breakpoint

-- Whether the machine approves matches of the caller's tenant by itself: by its newest rules, or by those of an instance.
CREATE FUNCTION matching_approves_alone() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM matching_rule_sets WHERE tenant_id = current_tenant() AND active AND (rules -> 'auto' ->> 'on')::boolean)
    OR EXISTS (SELECT 1 FROM whmcs_instances WHERE tenant_id = current_tenant() AND auto_approve AND status <> 'disconnected')
$$;
--> statement-breakpoint

-- A version is never changed. While the machine approves by itself, what a learned model scores decides about money, so a second
-- person puts it into use (chooseModel in books/reconciliation/keepModel.ts).
CREATE FUNCTION guard_matching_model() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'matching model %: a version is fixed', OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.used AND NEW.model IS NOT NULL AND NOT is_table_owner(TG_RELID) AND matching_approves_alone() THEN
    PERFORM refuse_power('matching-model');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_matching_model BEFORE INSERT OR UPDATE ON matching_models FOR EACH ROW EXECUTE FUNCTION guard_matching_model();
