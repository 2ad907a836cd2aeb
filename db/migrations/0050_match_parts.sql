-- A payment of several that WHMCS refused, and that a person left, is let go while the match stands: its invoice is free again.
CREATE OR REPLACE FUNCTION follow_invoice_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invoice_match_parts SET state = NEW.state, recorded_at = NEW.recorded_at WHERE tenant_id = NEW.tenant_id AND match_id = NEW.id
    AND state <> 'refused';
  IF NEW.state NOT IN ('proposed', 'approved', 'recorded') THEN
    UPDATE invoice_match_payments SET holds = false WHERE tenant_id = NEW.tenant_id AND match_id = NEW.id AND holds;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_invoice_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_invoice invoices; v_match invoice_matches; v_held bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.tenant_id, NEW.match_id, NEW.invoice_id, NEW.amount_minor) IS DISTINCT FROM (OLD.tenant_id, OLD.match_id, OLD.invoice_id, OLD.amount_minor) THEN
      RAISE EXCEPTION 'a part of match % is fixed', OLD.match_id USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'refused' AND NEW.state <> 'refused' THEN
      RAISE EXCEPTION 'a part of match % was let go', OLD.match_id USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  SELECT * INTO v_match FROM invoice_matches WHERE tenant_id = NEW.tenant_id AND id = NEW.match_id;
  IF TG_OP = 'UPDATE' AND NEW.state = 'refused' AND OLD.state = 'approved' AND v_match.state = 'approved' THEN
    -- What WHMCS has, or may have, is not let go.
    IF EXISTS (SELECT 1 FROM money_commands c WHERE c.tenant_id = NEW.tenant_id AND c.process_id = v_match.process_id AND c.leg = 'invoice_payment'
      AND c.payee = 'invoice:' || NEW.invoice_id AND c.state <> 'refused') THEN
      RAISE EXCEPTION 'a part of match % is recorded or being recorded', NEW.match_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
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
