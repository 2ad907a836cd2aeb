-- Row security and rules of accounts at vendors. The rules in words: docs/decisions/0028.
SELECT protect_tenant_table('vendor_accounts');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON vendor_accounts TO countersign_app;
--> statement-breakpoint
-- Whose an account is, and nothing of its credential: for signed events, and to say that it is in use elsewhere.
SELECT open_platform_door('vendor_accounts', 'SELECT (id, tenant_id, vendor, state, account_id)');
--> statement-breakpoint

-- A credential is there while its row may be used and forgotten afterwards; the installation's stands in the configuration.
ALTER TABLE vendor_accounts ADD CONSTRAINT vendor_accounts_credential
  CHECK ((credential IS NOT NULL) = (source = 'tenant' AND state <> 'ended')),
  ADD CONSTRAINT vendor_accounts_webhook_secret CHECK (webhook_secret IS NULL OR state <> 'ended'),
  ADD CONSTRAINT vendor_accounts_state CHECK (state IN ('waiting', 'connected', 'ended') AND (state <> 'connected' OR connected_at IS NOT NULL)
    AND (state = 'ended') = (ended_at IS NOT NULL));
--> statement-breakpoint

-- Money of this tenant at this vendor whose outcome is open, or that nobody has explained.
CREATE FUNCTION vendor_money_open(p_vendor text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM money_commands WHERE tenant_id = current_tenant() AND state IN ('intended', 'attempting', 'unknown')
      AND vendor = CASE p_vendor WHEN 'billing' THEN 'zuora' WHEN 'crm' THEN 'salesforce' ELSE p_vendor END)
    OR EXISTS (SELECT 1 FROM reconciliation_items WHERE tenant_id = current_tenant() AND explained_at IS NULL
      AND vendor = CASE p_vendor WHEN 'billing' THEN 'zuora' WHEN 'crm' THEN 'salesforce' ELSE p_vendor END)
$$;
--> statement-breakpoint

CREATE FUNCTION guard_vendor_account() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF (NEW.id, NEW.tenant_id, NEW.vendor, NEW.source, NEW.account_id, NEW.base_url, NEW.mock)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.vendor, OLD.source, OLD.account_id, OLD.base_url, OLD.mock)
    OR (OLD.state, NEW.state) IN (('connected', 'waiting')) THEN
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
CREATE TRIGGER guard_vendor_account BEFORE INSERT OR UPDATE OR DELETE ON vendor_accounts FOR EACH ROW EXECUTE FUNCTION guard_vendor_account();
--> statement-breakpoint

-- An account is not left while its money is open. Looked at when the transaction ends: a new credential of the same account
-- may have taken the place.
CREATE FUNCTION hold_vendor_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM vendor_accounts WHERE tenant_id = NEW.tenant_id AND vendor = NEW.vendor AND account_id = NEW.account_id AND state = 'connected')
    AND vendor_money_open(NEW.vendor) THEN
    RAISE EXCEPTION 'vendor account % has open money', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER hold_vendor_account AFTER UPDATE ON vendor_accounts DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.state = 'connected' AND NEW.state = 'ended') EXECUTE FUNCTION hold_vendor_account();
--> statement-breakpoint

-- A command and the end of its account wait for each other: whoever comes second sees the first.
CREATE FUNCTION lock_vendor_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM vendor_accounts WHERE tenant_id = NEW.tenant_id AND state = 'connected'
    AND vendor = CASE NEW.vendor WHEN 'zuora' THEN 'billing' WHEN 'salesforce' THEN 'crm' ELSE NEW.vendor END FOR SHARE;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER lock_vendor_account BEFORE INSERT ON money_commands FOR EACH ROW EXECUTE FUNCTION lock_vendor_account();
