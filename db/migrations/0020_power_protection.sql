-- What widens somebody's power over money is done only in the transaction in which a second person approves it.
-- The rules in words are in domain/identity/power.ts; what a row can express of them stands here as well.
SELECT protect_tenant_table('power_changes');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON power_changes TO countersign_app;
--> statement-breakpoint

-- Of several mails with a token only the newest counts, whoever writes it. The lock is for two at once.
CREATE FUNCTION void_older_tokens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.user_id::text || NEW.purpose, 0));
  UPDATE password_resets SET used_at = now() WHERE user_id = NEW.user_id AND purpose = NEW.purpose AND used_at IS NULL;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER void_older_tokens BEFORE INSERT ON password_resets FOR EACH ROW EXECUTE FUNCTION void_older_tokens();
--> statement-breakpoint

-- A request is fixed, is decided once, in time, and not by whoever made it or gains by it.
CREATE FUNCTION guard_power_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'power changes are kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    -- Somebody at the machine needs nobody else: both names say so.
    IF NEW.state <> 'pending' AND NOT (NEW.state = 'approved' AND NEW.requested_by = 'operator' AND NEW.decided_by = 'operator') THEN
      RAISE EXCEPTION 'a power change begins as a request' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.requested_by <> 'operator' AND NEW.requested_by_user IS NULL THEN
      RAISE EXCEPTION 'a power change names the person who asks' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'pending' THEN
    RAISE EXCEPTION 'power change % is already %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.tenant_id, NEW.kind, NEW.subject, NEW.subject_user_id, NEW.before, NEW.after, NEW.summary, NEW.requested_by, NEW.requested_by_user, NEW.created_at, NEW.expires_at)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.kind, OLD.subject, OLD.subject_user_id, OLD.before, OLD.after, OLD.summary, OLD.requested_by, OLD.requested_by_user, OLD.created_at, OLD.expires_at) THEN
    RAISE EXCEPTION 'power change % is fixed once asked for', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'approved' THEN
    IF NEW.decided_by IS NULL OR NEW.decided_at IS DISTINCT FROM now() OR OLD.expires_at <= now()
      OR NEW.decided_by = OLD.requested_by
      OR (NEW.decided_by <> 'operator' AND (NEW.decided_by_user IS NULL OR NEW.decided_by NOT LIKE 'user:%'))
      OR NEW.decided_by_user IS NOT DISTINCT FROM coalesce(OLD.requested_by_user, OLD.id)
      OR NEW.decided_by_user IS NOT DISTINCT FROM coalesce(OLD.subject_user_id, OLD.id) THEN
      RAISE EXCEPTION 'power change % needs another person', OLD.id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_power_change BEFORE INSERT OR UPDATE OR DELETE ON power_changes FOR EACH ROW EXECUTE FUNCTION guard_power_change();
--> statement-breakpoint

-- Whether this transaction is the one in which that change was approved: it names it, and the approval carries its instant.
CREATE FUNCTION power_is_approved(p_subject text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM power_changes WHERE id::text = current_setting('app.power_change', true)
    AND tenant_id = current_tenant() AND subject = p_subject AND state = 'approved' AND decided_at = now())
$$;
--> statement-breakpoint

-- The owner of the tables, or a superuser, is somebody at the machine: seeds, repairs and migrations need nobody else.
CREATE FUNCTION is_table_owner(p_table oid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = p_table
$$;
--> statement-breakpoint

-- Rights of these roles that are power over money; POWER_PERMISSIONS of domain/identity/power.ts (a test compares).
CREATE FUNCTION power_permissions(p_roles text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT permission ORDER BY permission), '{}') FROM unnest(p_roles) AS role,
    unnest(CASE role
      WHEN 'reviewer' THEN ARRAY['review:decide']
      WHEN 'admin' THEN ARRAY['review:decide', 'bookings:verify', 'bookings:manage', 'integrations:manage', 'policies:manage',
        'money:stop', 'admin:users', 'admin:config', 'admin:api-keys']
      WHEN 'super_user' THEN ARRAY['money:stop', 'money:stop-all', 'codec:token', 'admin:users', 'admin:config', 'admin:tenants', 'admin:keys']
      ELSE ARRAY[]::text[] END) AS permission
$$;
--> statement-breakpoint
CREATE FUNCTION power_scopes() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['admin:api-keys', 'admin:config', 'admin:keys', 'admin:tenants', 'admin:users', 'bookings:manage', 'bookings:verify',
    'codec:token', 'integrations:manage', 'money:stop', 'money:stop-all', 'policies:manage', 'review:decide']
$$;
--> statement-breakpoint

CREATE FUNCTION refuse_power(p_subject text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT power_is_approved(p_subject) THEN
    RAISE EXCEPTION '%: this widens power over money and needs a second person', p_subject USING ERRCODE = 'check_violation';
  END IF;
END $$;
--> statement-breakpoint

CREATE FUNCTION guard_setting_power() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c_unbounded CONSTANT bigint := 9223372036854775807;
  c_automation CONSTANT text[] := ARRAY['manual', 'hybrid', 'automated'];
BEGIN
  IF is_table_owner(TG_RELID) THEN RETURN NEW; END IF;
  IF coalesce(NEW.policy_cap_minor, c_unbounded) > coalesce(OLD.policy_cap_minor, c_unbounded) THEN PERFORM refuse_power('config:policy_cap_minor'); END IF;
  IF coalesce(NEW.reviewer_limit_minor, c_unbounded) > coalesce(OLD.reviewer_limit_minor, c_unbounded) THEN PERFORM refuse_power('config:reviewer_limit_minor'); END IF;
  IF OLD.limit_currency IS NOT NULL AND NEW.limit_currency IS DISTINCT FROM OLD.limit_currency THEN PERFORM refuse_power('config:limit_currency'); END IF;
  IF NEW.operator_signal_allowed AND NOT OLD.operator_signal_allowed THEN PERFORM refuse_power('config:operator_signal_allowed'); END IF;
  IF OLD.second_factor_required AND NOT NEW.second_factor_required THEN PERFORM refuse_power('config:second_factor_required'); END IF;
  -- What is null holds as the installation says, which a row does not know: those are judged in the application.
  IF array_position(c_automation, NEW.verification_mode) > array_position(c_automation, OLD.verification_mode) THEN PERFORM refuse_power('config:verification_mode'); END IF;
  IF NEW.auto_confirm_min_confidence < OLD.auto_confirm_min_confidence THEN PERFORM refuse_power('config:auto_confirm_min_confidence'); END IF;
  IF NEW.payment_provider_email <> OLD.payment_provider_email THEN PERFORM refuse_power('config:payment_provider_email'); END IF;
  IF NOT NEW.payment_provider_domains <@ OLD.payment_provider_domains THEN PERFORM refuse_power('config:payment_provider_domains'); END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_setting_power BEFORE UPDATE ON tenant_settings FOR EACH ROW EXECUTE FUNCTION guard_setting_power();
--> statement-breakpoint

CREATE FUNCTION guard_user_power() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c_unbounded CONSTANT bigint := 9223372036854775807;
  v_had text[] := '{}';
  v_has text[] := power_permissions(NEW.roles);
BEGIN
  IF NEW.address = 'unproved' AND NEW.roles <> ARRAY['user'] THEN
    RAISE EXCEPTION 'user %: an address that is not proved holds no role', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  IF is_table_owner(TG_RELID) THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    -- The first account of a tenant is invited with the tenant itself.
    IF v_has <> '{}' AND EXISTS (SELECT 1 FROM users WHERE tenant_id = NEW.tenant_id) THEN
      PERFORM refuse_power('invitation:' || NEW.email);
    END IF;
    RETURN NEW;
  END IF;
  v_had := power_permissions(OLD.roles);
  IF NOT v_has <@ v_had
    OR (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL AND v_has <> '{}')
    OR coalesce(NEW.review_limit_minor, c_unbounded) > coalesce(OLD.review_limit_minor, c_unbounded) THEN
    PERFORM refuse_power('user:' || NEW.id);
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_user_power BEFORE INSERT OR UPDATE OF roles, disabled_at, review_limit_minor, address ON users FOR EACH ROW EXECUTE FUNCTION guard_user_power();
--> statement-breakpoint

CREATE FUNCTION guard_key_power() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_table_owner(TG_RELID) THEN RETURN NEW; END IF;
  IF NEW.scopes && power_scopes() AND NEW.waits_for IS NULL AND (TG_OP = 'INSERT' OR OLD.waits_for IS NOT NULL OR NOT NEW.scopes <@ OLD.scopes) THEN
    PERFORM refuse_power('key:' || NEW.id);
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_key_power BEFORE INSERT OR UPDATE OF scopes, waits_for ON api_keys FOR EACH ROW EXECUTE FUNCTION guard_key_power();
--> statement-breakpoint

CREATE TRIGGER live_insert AFTER INSERT ON power_changes FOR EACH ROW EXECUTE FUNCTION notify_live('rights', 'id', 'state');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON power_changes FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION notify_live('rights', 'id', 'state');
