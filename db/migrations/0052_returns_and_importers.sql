CREATE TABLE "invoice_match_returns" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"match_id" uuid NOT NULL,
	"process_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"amount_minor" bigint NOT NULL,
	"parts" jsonb NOT NULL,
	"requested_by" varchar(100) NOT NULL,
	"comment" varchar(500),
	"decided_by" varchar(100),
	"decided_at" timestamp with time zone,
	"recorded_at" timestamp with time zone,
	"ended_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invoice_match_returns_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "bank_transactions" ADD COLUMN "imported_by" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "money_commands" ADD COLUMN "compensates_id" uuid;--> statement-breakpoint
ALTER TABLE "stripe_payouts" ADD COLUMN "bank_transaction_id" uuid;--> statement-breakpoint
ALTER TABLE "invoice_match_returns" ADD CONSTRAINT "invoice_match_returns_tenant_id_match_id_invoice_matches_tenant_id_id_fk" FOREIGN KEY ("tenant_id","match_id") REFERENCES "public"."invoice_matches"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_match_returns_one_open" ON "invoice_match_returns" USING btree ("tenant_id","match_id") WHERE state in ('proposed', 'approved');--> statement-breakpoint
CREATE INDEX "invoice_match_returns_match" ON "invoice_match_returns" USING btree ("tenant_id","match_id");--> statement-breakpoint
ALTER TABLE "stripe_payouts" ADD CONSTRAINT "stripe_payouts_tenant_id_bank_transaction_id_bank_transactions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","bank_transaction_id") REFERENCES "public"."bank_transactions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "money_commands_compensates" ON "money_commands" USING btree ("tenant_id","compensates_id") WHERE compensates_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "stripe_payouts_one_line" ON "stripe_payouts" USING btree ("tenant_id","bank_transaction_id") WHERE bank_transaction_id is not null;
--> statement-breakpoint

SELECT protect_tenant_table('invoice_match_returns');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON invoice_match_returns TO countersign_app;
--> statement-breakpoint

-- The person behind an actor (`user:…`, or `key:…` by who made the key); null for queues, rules and workflows.
CREATE FUNCTION person_behind(p_tenant uuid, p_actor text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE split_part(p_actor, ':', 1)
    WHEN 'user' THEN split_part(p_actor, ':', 2)
    WHEN 'key' THEN (SELECT created_by::text FROM api_keys WHERE tenant_id = p_tenant AND id::text = split_part(p_actor, ':', 2)) END
$$;
--> statement-breakpoint

-- Whoever imported a statement approves no match that rests on its lines (importersOf in db/reconciliation/importers.ts).
CREATE OR REPLACE FUNCTION guard_invoice_match() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.state = 'approved' AND OLD.state <> 'approved' AND EXISTS (SELECT 1 FROM invoice_match_payments p
    JOIN bank_transactions t ON t.tenant_id = p.tenant_id AND t.id = p.bank_transaction_id CROSS JOIN unnest(t.imported_by) importer
    WHERE p.tenant_id = NEW.tenant_id AND p.match_id = NEW.id AND person_behind(NEW.tenant_id, importer) = person_behind(NEW.tenant_id, NEW.decided_by)) THEN
    RAISE EXCEPTION 'match %: approved by who imported its statement', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

-- What is taken back of a match never comes to more than stands recorded of it, and whoever asks for it does not approve it.
CREATE FUNCTION guard_match_return() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_match invoice_matches; v_recorded bigint; v_returned bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO v_match FROM invoice_matches WHERE tenant_id = NEW.tenant_id AND id = NEW.match_id FOR UPDATE;
    SELECT coalesce(sum(amount_minor), 0) INTO v_recorded FROM invoice_match_parts WHERE tenant_id = NEW.tenant_id AND match_id = NEW.match_id AND state = 'recorded';
    SELECT coalesce(sum(amount_minor), 0) INTO v_returned FROM invoice_match_returns WHERE tenant_id = NEW.tenant_id AND match_id = NEW.match_id
      AND state IN ('proposed', 'approved', 'recorded');
    IF v_match.state <> 'recorded' OR NEW.state <> 'proposed' OR NEW.amount_minor <= 0 OR v_returned + NEW.amount_minor > v_recorded
      OR NEW.amount_minor <> (SELECT coalesce(sum((part ->> 'amountMinor')::bigint), 0) FROM jsonb_array_elements(NEW.parts) part) THEN
      RAISE EXCEPTION 'match %: more is taken back than stands recorded', NEW.match_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.tenant_id, NEW.match_id, NEW.process_id, NEW.reason, NEW.amount_minor, NEW.parts::text, NEW.requested_by, NEW.comment, NEW.created_at)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.match_id, OLD.process_id, OLD.reason, OLD.amount_minor, OLD.parts::text, OLD.requested_by, OLD.comment, OLD.created_at) THEN
    RAISE EXCEPTION 'return % is fixed', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND NOT ((OLD.state, NEW.state) IN (('proposed', 'approved'), ('proposed', 'rejected'), ('approved', 'recorded'), ('approved', 'refused'))) THEN
    RAISE EXCEPTION 'return %: % to % is no move', OLD.id, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'approved' AND OLD.state <> 'approved' AND (person_behind(NEW.tenant_id, NEW.decided_by) IS NULL
    OR person_behind(NEW.tenant_id, NEW.decided_by) = person_behind(NEW.tenant_id, NEW.requested_by)) THEN
    RAISE EXCEPTION 'return %: approved by who asked for it', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_match_return BEFORE INSERT OR UPDATE ON invoice_match_returns FOR EACH ROW EXECUTE FUNCTION guard_match_return();
--> statement-breakpoint

-- A money command is what was approved: all of it, or one of several payments that its reviewer was shown by payee and amount. One that
-- takes back another is of the same payee and currency, and all of them together come to no more than that one. It moves through its states only.
CREATE OR REPLACE FUNCTION check_money_command() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v review_decisions;
  v_paid money_commands;
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
      IF NEW.part < 0 OR NEW.leg NOT IN ('invoice_payment', 'invoice_return') OR v.decision <> 'approved' OR v_before + NEW.amount_minor > v.approved_minor
        OR EXISTS (SELECT 1 FROM money_commands WHERE tenant_id = NEW.tenant_id AND decision_id = NEW.decision_id AND leg = NEW.leg
          AND (part = 0 OR payee = NEW.payee) AND part <> NEW.part)
        OR NOT EXISTS (SELECT 1 FROM review_snapshots s,
          jsonb_array_elements(CASE jsonb_typeof(s.canonical_json::jsonb -> 'payments') WHEN 'array' THEN s.canonical_json::jsonb -> 'payments' END) p
          WHERE s.tenant_id = v.tenant_id AND s.id = v.snapshot_id AND p ->> 'payee' = NEW.payee AND p ->> 'amount_minor' = NEW.amount_minor::text) THEN
        RAISE EXCEPTION 'money command is no part of its approval' USING ERRCODE = 'check_violation';
      END IF;
    END IF;
    IF (NEW.leg = 'invoice_return') <> (NEW.compensates_id IS NOT NULL) THEN
      RAISE EXCEPTION 'money command takes back nothing' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.compensates_id IS NOT NULL THEN
      SELECT * INTO v_paid FROM money_commands WHERE tenant_id = NEW.tenant_id AND id = NEW.compensates_id FOR UPDATE;
      SELECT coalesce(sum(amount_minor), 0) INTO v_before FROM money_commands
        WHERE tenant_id = NEW.tenant_id AND compensates_id = NEW.compensates_id AND state <> 'refused';
      IF v_paid.id IS NULL OR v_paid.leg <> 'invoice_payment' OR v_paid.state <> 'applied' OR v_paid.payee <> NEW.payee
        OR v_paid.currency <> NEW.currency OR v_before + NEW.amount_minor > v_paid.amount_minor THEN
        RAISE EXCEPTION 'money command takes back more than was recorded' USING ERRCODE = 'check_violation';
      END IF;
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tenant_id, NEW.decision_id, NEW.leg, NEW.part, NEW.vendor, NEW.idempotency_key, NEW.payee, NEW.amount_minor, NEW.currency, NEW.parameters::text, NEW.api_version, NEW.compensates_id)
    IS DISTINCT FROM (OLD.tenant_id, OLD.decision_id, OLD.leg, OLD.part, OLD.vendor, OLD.idempotency_key, OLD.payee, OLD.amount_minor, OLD.currency, OLD.parameters::text, OLD.api_version, OLD.compensates_id) THEN
    RAISE EXCEPTION 'money command % is fixed once intended', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('intended', 'attempting'), ('intended', 'refused'), ('attempting', 'applied'),
    ('attempting', 'refused'), ('attempting', 'unknown'), ('unknown', 'attempting'), ('unknown', 'applied'), ('unknown', 'refused')) THEN
    RAISE EXCEPTION 'money command % cannot go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
