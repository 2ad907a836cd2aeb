ALTER TABLE "gmail_connections" ADD COLUMN "approved" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "bookings_user" ON "bookings" USING btree ("tenant_id","user_id") WHERE user_id is not null;--> statement-breakpoint
-- Inboxes that are read today stay read. The owner of the tables is bound by row security as well, so it is lifted for this.
ALTER TABLE gmail_connections NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE gmail_connections SET approved = true WHERE purpose = 'payment_inbox' AND status IN ('active', 'requires_reauth');
--> statement-breakpoint
ALTER TABLE gmail_connections FORCE ROW LEVEL SECURITY;
--> statement-breakpoint

-- An inbox is approved in the transaction in which a second person approves it. Another account or owner is not approved with it:
-- the address is encrypted, so a new text under the same key is another account; rotation writes it under another key.
CREATE FUNCTION guard_mailbox_power() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_table_owner(TG_RELID) THEN RETURN NEW; END IF;
  IF NEW.approved AND (TG_OP = 'INSERT' OR NOT OLD.approved) THEN
    PERFORM refuse_power('mailbox:' || NEW.id);
  ELSIF NEW.approved AND ((NEW.user_id, NEW.purpose) IS DISTINCT FROM (OLD.user_id, OLD.purpose) OR NEW.address IS NULL
    OR (NEW.address IS DISTINCT FROM OLD.address
      AND split_part(NEW.address, ':', 2) IS NOT DISTINCT FROM split_part(OLD.address, ':', 2))) THEN
    NEW.approved := false;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_mailbox_power BEFORE INSERT OR UPDATE ON gmail_connections FOR EACH ROW EXECUTE FUNCTION guard_mailbox_power();
--> statement-breakpoint

-- Anybody who may stops money; two people let it move again. A stop is fixed and ends once.
CREATE FUNCTION guard_money_stop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_table_owner(TG_RELID) THEN RETURN NEW; END IF;
  IF OLD.ended_at IS NOT NULL OR (NEW.id, NEW.tenant_id, NEW.reason, NEW.started_by, NEW.started_at)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.reason, OLD.started_by, OLD.started_at) THEN
    RAISE EXCEPTION 'money stop % is fixed, and ends once', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.ended_at IS NOT NULL THEN
    PERFORM refuse_power('money-stop:' || CASE WHEN OLD.tenant_id IS NULL THEN 'all' ELSE 'tenant' END);
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_money_stop BEFORE UPDATE ON money_stops FOR EACH ROW EXECUTE FUNCTION guard_money_stop();
--> statement-breakpoint
-- The stop of all tenants ends in the transaction of the tenant in which two super users agreed.
CREATE POLICY end_global ON money_stops FOR UPDATE USING (tenant_id IS NULL AND power_is_approved('money-stop:all'))
  WITH CHECK (tenant_id IS NULL);
--> statement-breakpoint
-- Who asks for what every tenant feels is checked where every change begins: only platform operators.
CREATE FUNCTION guard_global_resume() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.subject = 'money-stop:all' AND NEW.requested_by <> 'operator'
    AND NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.requested_by_user AND 'super_user' = ANY (roles) AND disabled_at IS NULL) THEN
    RAISE EXCEPTION 'only a super user asks that the money of all tenants moves again' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.subject = 'money-stop:all' AND NEW.state = 'approved' AND NEW.decided_by <> 'operator'
    AND NOT EXISTS (SELECT 1 FROM users WHERE id = NEW.decided_by_user AND 'super_user' = ANY (roles) AND disabled_at IS NULL) THEN
    RAISE EXCEPTION 'only a super user lets the money of all tenants move again' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_global_resume BEFORE INSERT OR UPDATE ON power_changes FOR EACH ROW EXECUTE FUNCTION guard_global_resume();
--> statement-breakpoint

-- Nothing confirms by itself where two customers say that the transfer is theirs: a person decides.
CREATE FUNCTION guard_contested() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(DISTINCT c.booking_id) FROM payments c WHERE c.tenant_id = NEW.tenant_id AND c.transaction_key = NEW.transaction_key
    AND c.source = 'screenshot' AND c.status IN ('pending', 'matched')) > 1 THEN
    RAISE EXCEPTION 'payments: % is claimed by several customers; a person decides', NEW.payment_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_contested AFTER INSERT OR UPDATE ON payments FOR EACH ROW
  WHEN (NEW.status = 'verified' AND NEW.source = 'gmail' AND NEW.verified_by LIKE 'system:%') EXECUTE FUNCTION guard_contested();
