SELECT protect_tenant_table('reconciler_cursors');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON reconciler_cursors TO countersign_app;
--> statement-breakpoint
-- The owner of the tables is bound by row security too, so it is lifted for what concerns every tenant.
ALTER TABLE workflow_states NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE money_commands NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE llm_usage NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Runs from before: whatever of them came from a simulated vendor says so.
UPDATE workflow_states w SET mock = true
  WHERE 'true' IN (crm_data ->> 'mock', billing_data ->> 'mock', payment_data ->> 'mock')
    OR EXISTS (SELECT 1 FROM money_commands c WHERE c.tenant_id = w.tenant_id AND c.process_id = w.process_id AND c.mock)
    OR EXISTS (SELECT 1 FROM llm_usage u WHERE u.tenant_id = w.tenant_id AND u.process_id = w.process_id AND u.mock);
--> statement-breakpoint
-- An ended run keeps what it ended with, and that says that it was a rehearsal as well.
UPDATE workflow_states SET final_resolution = jsonb_set(final_resolution, '{mock}', 'true')
  WHERE mock AND final_resolution ? 'mock';
--> statement-breakpoint
ALTER TABLE workflow_states FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE money_commands FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE llm_usage FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- What Stripe is sent, in its own units, is what was approved in ISO minor units (domain/money/stripeUnits.ts).
CREATE FUNCTION stripe_units(amount_minor bigint, currency text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN currency IN ('UGX', 'ISK') THEN amount_minor * 100 WHEN currency = 'MGA' THEN amount_minor / 100.0 ELSE amount_minor END
$$;
--> statement-breakpoint
CREATE FUNCTION check_money_parameters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.vendor = 'stripe' AND NEW.leg = 'refund' AND NEW.parameters ? 'amount' THEN
    IF (NEW.parameters ->> 'amount')::numeric IS DISTINCT FROM stripe_units(NEW.amount_minor, NEW.currency) THEN
      RAISE EXCEPTION 'money command: the amount sent is not the amount approved' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.parameters ->> 'charge' IS DISTINCT FROM NEW.payee THEN
      RAISE EXCEPTION 'money command: the charge sent is not the charge approved' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER money_command_parameters BEFORE INSERT ON money_commands FOR EACH ROW EXECUTE FUNCTION check_money_parameters();
--> statement-breakpoint
-- A refund is in the currency of the charge whose exposure bounds it; checked when the transaction commits, when both are there.
CREATE FUNCTION check_exposure_currency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.exposure_key IS NOT NULL AND EXISTS (
    SELECT 1 FROM money_exposures e WHERE e.key = NEW.exposure_key AND e.tenant_id = NEW.tenant_id AND e.currency <> NEW.currency) THEN
    RAISE EXCEPTION 'money command: another currency than its charge' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER money_command_currency AFTER INSERT ON money_commands DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_exposure_currency();
