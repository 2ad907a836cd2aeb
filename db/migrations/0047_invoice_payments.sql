ALTER TABLE "money_commands" DROP CONSTRAINT "money_commands_one_per_leg";--> statement-breakpoint
ALTER TABLE "money_commands" ADD COLUMN "part" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "money_commands" ADD CONSTRAINT "money_commands_one_per_leg" UNIQUE("tenant_id","decision_id","leg","part");
--> statement-breakpoint
-- A money command is what was approved: all of it, or one of several payments that its reviewer was shown by payee and amount.
-- It moves through its states only.
CREATE OR REPLACE FUNCTION check_money_command() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v review_decisions;
  v_before bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO v FROM review_decisions WHERE tenant_id = NEW.tenant_id AND id = NEW.decision_id;
    IF v.id IS NULL OR v.decision NOT IN ('approved', 'modified') OR v.currency IS DISTINCT FROM NEW.currency THEN
      RAISE EXCEPTION 'money command differs from its approval' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.part = 0 AND (v.approved_minor IS DISTINCT FROM NEW.amount_minor OR v.payee IS DISTINCT FROM NEW.payee) THEN
      RAISE EXCEPTION 'money command differs from its approval' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.part <> 0 THEN
      SELECT coalesce(sum(amount_minor), 0) INTO v_before FROM money_commands
        WHERE tenant_id = NEW.tenant_id AND decision_id = NEW.decision_id AND leg = NEW.leg AND state <> 'refused' AND part <> NEW.part;
      IF NEW.part < 0 OR NEW.leg <> 'invoice_payment' OR v.decision <> 'approved' OR v_before + NEW.amount_minor > v.approved_minor
        OR EXISTS (SELECT 1 FROM money_commands WHERE tenant_id = NEW.tenant_id AND decision_id = NEW.decision_id AND leg = NEW.leg
          AND (part = 0 OR payee = NEW.payee) AND part <> NEW.part)
        OR NOT EXISTS (SELECT 1 FROM review_snapshots s,
          jsonb_array_elements(CASE jsonb_typeof(s.canonical_json::jsonb -> 'payments') WHEN 'array' THEN s.canonical_json::jsonb -> 'payments' END) p
          WHERE s.tenant_id = v.tenant_id AND s.id = v.snapshot_id AND p ->> 'payee' = NEW.payee AND p ->> 'amount_minor' = NEW.amount_minor::text) THEN
        RAISE EXCEPTION 'money command is no part of its approval' USING ERRCODE = 'check_violation';
      END IF;
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tenant_id, NEW.decision_id, NEW.leg, NEW.part, NEW.vendor, NEW.idempotency_key, NEW.payee, NEW.amount_minor, NEW.currency, NEW.parameters::text, NEW.api_version)
    IS DISTINCT FROM (OLD.tenant_id, OLD.decision_id, OLD.leg, OLD.part, OLD.vendor, OLD.idempotency_key, OLD.payee, OLD.amount_minor, OLD.currency, OLD.parameters::text, OLD.api_version) THEN
    RAISE EXCEPTION 'money command % is fixed once intended', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('intended', 'attempting'), ('intended', 'refused'), ('attempting', 'applied'),
    ('attempting', 'refused'), ('attempting', 'unknown'), ('unknown', 'attempting'), ('unknown', 'applied'), ('unknown', 'refused')) THEN
    RAISE EXCEPTION 'money command % cannot go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
