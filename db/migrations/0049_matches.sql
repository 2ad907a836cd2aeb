CREATE TABLE "invoice_match_parts" (
	"tenant_id" uuid NOT NULL,
	"match_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"recorded_at" timestamp with time zone,
	CONSTRAINT "invoice_match_parts_tenant_id_match_id_invoice_id_pk" PRIMARY KEY("tenant_id","match_id","invoice_id")
);
--> statement-breakpoint
CREATE TABLE "invoice_match_payments" (
	"tenant_id" uuid NOT NULL,
	"match_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bank_transaction_id" uuid,
	"stripe_payment_id" uuid,
	"amount_minor" bigint NOT NULL,
	"holds" boolean DEFAULT true NOT NULL,
	CONSTRAINT "invoice_match_payments_tenant_id_match_id_position_pk" PRIMARY KEY("tenant_id","match_id","position")
);
--> statement-breakpoint
CREATE TABLE "invoice_matches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"side" text NOT NULL,
	"instance_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	"paid_currency" text NOT NULL,
	"score" integer NOT NULL,
	"explanation" jsonb NOT NULL,
	"not_auto" text[] NOT NULL,
	"items_key" text NOT NULL,
	"process_id" uuid NOT NULL,
	"decided_by" varchar(100),
	"decided_at" timestamp with time zone,
	"recorded_at" timestamp with time zone,
	"ended_reason" text,
	"mock" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invoice_matches_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "matching_rule_sets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"active" boolean NOT NULL,
	"made_by" varchar(100) NOT NULL,
	"approved_by" varchar(100),
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "matching_rule_sets_version_key" UNIQUE("tenant_id","version")
);
--> statement-breakpoint
CREATE TABLE "unmatched_items" (
	"tenant_id" uuid NOT NULL,
	"side" text NOT NULL,
	"item_id" uuid NOT NULL,
	"wait" text NOT NULL,
	"reason" text NOT NULL,
	"alternatives" jsonb,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "unmatched_items_tenant_id_side_item_id_pk" PRIMARY KEY("tenant_id","side","item_id")
);
--> statement-breakpoint
ALTER TABLE "invoice_match_parts" ADD CONSTRAINT "invoice_match_parts_tenant_id_match_id_invoice_matches_tenant_id_id_fk" FOREIGN KEY ("tenant_id","match_id") REFERENCES "public"."invoice_matches"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_match_parts" ADD CONSTRAINT "invoice_match_parts_tenant_id_invoice_id_invoices_tenant_id_id_fk" FOREIGN KEY ("tenant_id","invoice_id") REFERENCES "public"."invoices"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_match_payments" ADD CONSTRAINT "invoice_match_payments_tenant_id_match_id_invoice_matches_tenant_id_id_fk" FOREIGN KEY ("tenant_id","match_id") REFERENCES "public"."invoice_matches"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_match_payments" ADD CONSTRAINT "invoice_match_payments_tenant_id_bank_transaction_id_bank_transactions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","bank_transaction_id") REFERENCES "public"."bank_transactions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_match_payments" ADD CONSTRAINT "invoice_match_payments_tenant_id_stripe_payment_id_stripe_payments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","stripe_payment_id") REFERENCES "public"."stripe_payments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_matches" ADD CONSTRAINT "invoice_matches_tenant_id_instance_id_whmcs_instances_tenant_id_id_fk" FOREIGN KEY ("tenant_id","instance_id") REFERENCES "public"."whmcs_instances"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoice_match_parts_invoice" ON "invoice_match_parts" USING btree ("tenant_id","invoice_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_match_payments_one_bank" ON "invoice_match_payments" USING btree ("tenant_id","bank_transaction_id") WHERE holds and bank_transaction_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_match_payments_one_stripe" ON "invoice_match_payments" USING btree ("tenant_id","stripe_payment_id") WHERE holds and stripe_payment_id is not null;--> statement-breakpoint
CREATE INDEX "invoice_matches_listed" ON "invoice_matches" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "invoice_matches_items" ON "invoice_matches" USING btree ("tenant_id","items_key");--> statement-breakpoint
CREATE INDEX "invoice_matches_open" ON "invoice_matches" USING btree ("tenant_id","state") WHERE state in ('proposed', 'approved');--> statement-breakpoint
CREATE UNIQUE INDEX "matching_rule_sets_one_active" ON "matching_rule_sets" USING btree ("tenant_id") WHERE active;--> statement-breakpoint
CREATE INDEX "unmatched_items_oldest" ON "unmatched_items" USING btree ("tenant_id","since","item_id");
--> statement-breakpoint
SELECT protect_tenant_table(name) FROM unnest(ARRAY['matching_rule_sets', 'invoice_matches', 'invoice_match_payments', 'invoice_match_parts', 'unmatched_items']) AS name;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON matching_rule_sets, invoice_matches, invoice_match_payments, invoice_match_parts TO countersign_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON unmatched_items TO countersign_app;
--> statement-breakpoint
ALTER TABLE invoice_matches ADD CONSTRAINT invoice_matches_figures CHECK (score BETWEEN 0 AND 100 AND amount_minor >= 0 AND (kind = 'return') = (amount_minor = 0)),
  ADD CONSTRAINT invoice_matches_decided CHECK ((state IN ('approved', 'recorded', 'rejected', 'refused', 'undone')) = (decided_at IS NOT NULL)
    AND (decided_at IS NULL) = (decided_by IS NULL) AND (state IN ('recorded', 'undone')) = (recorded_at IS NOT NULL));
--> statement-breakpoint
ALTER TABLE invoice_match_payments ADD CONSTRAINT invoice_match_payments_one_side CHECK (num_nonnulls(bank_transaction_id, stripe_payment_id) = 1);
--> statement-breakpoint
ALTER TABLE invoice_match_parts ADD CONSTRAINT invoice_match_parts_amount CHECK (amount_minor >= 0);
--> statement-breakpoint

-- A match is what was proposed: only its state moves, along one table (domain/reconciliation/matchStates.ts).
CREATE FUNCTION guard_invoice_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.tenant_id, NEW.side, NEW.instance_id, NEW.kind, NEW.currency, NEW.amount_minor, NEW.paid_minor, NEW.paid_currency, NEW.score,
    NEW.explanation, NEW.not_auto, NEW.items_key, NEW.process_id, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.side, OLD.instance_id,
    OLD.kind, OLD.currency, OLD.amount_minor, OLD.paid_minor, OLD.paid_currency, OLD.score, OLD.explanation, OLD.not_auto, OLD.items_key, OLD.process_id,
    OLD.created_at) THEN
    RAISE EXCEPTION 'match % is fixed', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND NOT ((OLD.state, NEW.state) IN (('proposed', 'approved'), ('proposed', 'rejected'), ('proposed', 'superseded'),
    ('approved', 'recorded'), ('approved', 'refused'), ('recorded', 'undone'))) THEN
    RAISE EXCEPTION 'match %: % to % is no move', OLD.id, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_invoice_match BEFORE UPDATE ON invoice_matches FOR EACH ROW EXECUTE FUNCTION guard_invoice_match();
--> statement-breakpoint

-- Payments and parts follow their match, whoever moves it.
CREATE FUNCTION follow_invoice_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invoice_match_parts SET state = NEW.state, recorded_at = NEW.recorded_at WHERE tenant_id = NEW.tenant_id AND match_id = NEW.id;
  IF NEW.state NOT IN ('proposed', 'approved', 'recorded') THEN
    UPDATE invoice_match_payments SET holds = false WHERE tenant_id = NEW.tenant_id AND match_id = NEW.id AND holds;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_invoice_match AFTER UPDATE OF state ON invoice_matches FOR EACH ROW WHEN (OLD.state <> NEW.state)
  EXECUTE FUNCTION follow_invoice_match();
--> statement-breakpoint

-- What is approved of an invoice never comes to more than it has left, and all invoices of a match are of its instance and currency.
-- What was recorded counts until the balance has been asked for since.
CREATE FUNCTION guard_invoice_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_invoice invoices; v_match invoice_matches; v_held bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.tenant_id, NEW.match_id, NEW.invoice_id, NEW.amount_minor) IS DISTINCT FROM (OLD.tenant_id, OLD.match_id, OLD.invoice_id, OLD.amount_minor) THEN
      RAISE EXCEPTION 'a part of match % is fixed', OLD.match_id USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  SELECT * INTO v_match FROM invoice_matches WHERE tenant_id = NEW.tenant_id AND id = NEW.match_id;
  IF NEW.state <> v_match.state THEN
    RAISE EXCEPTION 'a part of match % has another state', NEW.match_id USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' OR NEW.state = 'approved' THEN
    SELECT * INTO v_invoice FROM invoices WHERE tenant_id = NEW.tenant_id AND id = NEW.invoice_id FOR UPDATE;
    IF v_invoice.instance_id IS DISTINCT FROM v_match.instance_id OR v_invoice.currency IS DISTINCT FROM v_match.currency THEN
      RAISE EXCEPTION 'match %: invoice of another instance or currency', NEW.match_id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF NEW.state = 'approved' AND NEW.amount_minor > 0 THEN
    SELECT coalesce(sum(amount_minor), 0) INTO v_held FROM invoice_match_parts WHERE tenant_id = NEW.tenant_id AND invoice_id = NEW.invoice_id
      AND match_id <> NEW.match_id AND (state = 'approved' OR (state = 'recorded' AND recorded_at >= coalesce(v_invoice.balance_checked_at, '-infinity')));
    IF v_invoice.state NOT IN ('unpaid', 'payment_pending', 'collections') OR v_held + NEW.amount_minor > v_invoice.balance_minor THEN
      RAISE EXCEPTION 'invoice %: more is approved than is left', NEW.invoice_id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_invoice_part BEFORE INSERT OR UPDATE ON invoice_match_parts FOR EACH ROW EXECUTE FUNCTION guard_invoice_part();
--> statement-breakpoint

-- Rules that let the machine approve more need a second person (widensRules in domain/reconciliation/ruleSets.ts).
CREATE FUNCTION guard_matching_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_before jsonb; v_auto jsonb; v_had jsonb;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.tenant_id, NEW.version, NEW.rules, NEW.made_by, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.version, OLD.rules, OLD.made_by, OLD.created_at) THEN
    RAISE EXCEPTION 'matching rules %: a version is fixed', OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.active AND NOT OLD.active THEN
    RAISE EXCEPTION 'matching rules %: what was active before becomes a new version', OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' OR is_table_owner(TG_RELID) THEN RETURN NEW; END IF;
  v_auto := NEW.rules -> 'auto';
  IF (v_auto ->> 'on')::boolean THEN
    SELECT rules INTO v_before FROM matching_rule_sets WHERE tenant_id = NEW.tenant_id AND version = NEW.version - 1;
    v_had := v_before -> 'auto';
    IF v_before IS NULL OR NOT (v_had ->> 'on')::boolean OR (v_auto ->> 'from')::int < (v_had ->> 'from')::int
      OR (v_auto ->> 'margin')::int < (v_had ->> 'margin')::int OR v_auto ->> 'twins' <> v_had ->> 'twins'
      OR (NEW.rules - '{version,store,auto,differences,covers}'::text[]) IS DISTINCT FROM (v_before - '{version,store,auto,differences,covers}'::text[]) THEN
      PERFORM refuse_power('matching-rules');
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_matching_rules BEFORE INSERT OR UPDATE ON matching_rule_sets FOR EACH ROW EXECUTE FUNCTION guard_matching_rules();
--> statement-breakpoint

-- The matches of either side under the names that they are asked for by.
CREATE VIEW stripe_invoice_matches WITH (security_invoker = true) AS SELECT * FROM invoice_matches WHERE side = 'stripe';
--> statement-breakpoint
GRANT SELECT ON stripe_invoice_matches TO countersign_app;
--> statement-breakpoint

-- Changing the rules of matching says what is approved without a person: it is power over money (domain/reconciliation/area.ts).
CREATE OR REPLACE FUNCTION power_permissions(p_roles text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT permission ORDER BY permission), '{}') FROM unnest(p_roles) AS role,
    unnest(CASE role
      WHEN 'reviewer' THEN ARRAY['review:decide']
      WHEN 'admin' THEN ARRAY['review:decide', 'bookings:verify', 'bookings:manage', 'integrations:manage', 'policies:manage',
        'money:stop', 'admin:users', 'admin:config', 'admin:api-keys', 'banking:manage', 'reconciliation:manage']
      WHEN 'super_user' THEN ARRAY['money:stop', 'money:stop-all', 'codec:token', 'admin:users', 'admin:config', 'admin:tenants', 'admin:keys']
      ELSE ARRAY[]::text[] END) AS permission
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION power_scopes() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['admin:api-keys', 'admin:config', 'admin:keys', 'admin:tenants', 'admin:users', 'banking:manage', 'bookings:manage', 'bookings:verify',
    'codec:token', 'integrations:manage', 'money:stop', 'money:stop-all', 'policies:manage', 'reconciliation:manage', 'review:decide']
$$;
