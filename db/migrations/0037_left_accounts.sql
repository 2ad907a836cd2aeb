CREATE INDEX "vendor_accounts_left" ON "vendor_accounts" USING btree ("vendor","account_id") WHERE state = 'left';--> statement-breakpoint
-- An account that was left keeps the secret of its events for a while: a refund made there may still come back. 0031.
ALTER TABLE vendor_accounts DROP CONSTRAINT vendor_accounts_credential, DROP CONSTRAINT vendor_accounts_webhook_secret,
  DROP CONSTRAINT vendor_accounts_state;
--> statement-breakpoint
ALTER TABLE vendor_accounts ADD CONSTRAINT vendor_accounts_credential
  CHECK ((credential IS NOT NULL) = (source = 'tenant' AND state IN ('waiting', 'connected'))),
  ADD CONSTRAINT vendor_accounts_webhook_secret CHECK (CASE state WHEN 'left' THEN webhook_secret IS NOT NULL WHEN 'ended' THEN webhook_secret IS NULL ELSE true END),
  ADD CONSTRAINT vendor_accounts_state CHECK (state IN ('waiting', 'connected', 'left', 'ended')
    AND (state NOT IN ('connected', 'left') OR connected_at IS NOT NULL) AND (state IN ('left', 'ended')) = (ended_at IS NOT NULL));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION guard_vendor_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'vendor accounts are kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> (CASE NEW.source WHEN 'installation' THEN 'connected' ELSE 'waiting' END) AND NOT is_table_owner(TG_RELID) THEN
      RAISE EXCEPTION 'a vendor account begins as a request' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = 'ended' THEN
    RAISE EXCEPTION 'vendor account % has ended', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  -- Of one that was left only the secret changes: encrypted under another key, or forgotten at its end.
  IF OLD.state = 'left' AND (NEW.state NOT IN ('left', 'ended') OR NEW.ended_at IS DISTINCT FROM OLD.ended_at) THEN
    RAISE EXCEPTION 'vendor account % was left', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.tenant_id, NEW.vendor, NEW.source, NEW.account_id, NEW.base_url, NEW.mock)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.vendor, OLD.source, OLD.account_id, OLD.base_url, OLD.mock)
    OR (OLD.state, NEW.state) IN (('connected', 'waiting'), ('waiting', 'left')) THEN
    RAISE EXCEPTION 'vendor account % is fixed; another credential is another row', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  -- A new credential of the account that is in use opens no other money; any other account needs a second person.
  IF OLD.state = 'waiting' AND NEW.state = 'connected' AND NOT is_table_owner(TG_RELID)
    AND NOT EXISTS (SELECT 1 FROM vendor_accounts WHERE tenant_id = NEW.tenant_id AND vendor = NEW.vendor AND account_id = NEW.account_id
      AND state = 'ended' AND ended_at = now()
      AND connected_at IS NOT NULL) THEN
    PERFORM refuse_power('vendor-account:' || NEW.vendor);
    IF NEW.waits_for::text IS DISTINCT FROM current_setting('app.power_change', true) THEN
      RAISE EXCEPTION 'vendor account % is not the one that was approved', NEW.id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER hold_vendor_account ON vendor_accounts;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER hold_vendor_account AFTER UPDATE ON vendor_accounts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state = 'connected' AND NEW.state IN ('left', 'ended')) EXECUTE FUNCTION hold_vendor_account();
