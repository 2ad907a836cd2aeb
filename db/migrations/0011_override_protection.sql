-- A decision that acts on a snapshot with warnings needs a reason.

-- How many warnings a snapshot shows: its own field `warnings`. Text that the json reader refuses (an escaped NUL) is
-- searched for the bytes canonical JSON has where there is one; in a string its quotes would be escaped.
CREATE FUNCTION snapshot_warnings(canonical text) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE v_list json;
BEGIN
  v_list := canonical::json -> 'warnings';
  RETURN CASE WHEN json_typeof(v_list) = 'array' THEN json_array_length(v_list) ELSE 0 END;
EXCEPTION WHEN data_exception THEN
  RETURN (position('"warnings":[{' IN canonical) > 0)::integer;
END $$;
--> statement-breakpoint
CREATE FUNCTION guard_override() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decision NOT IN ('rejected', 'retry') AND length(btrim(coalesce(NEW.override_reason, ''))) NOT BETWEEN 10 AND 1000
    AND (SELECT snapshot_warnings(s.canonical_json) > 0 FROM review_snapshots s WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.snapshot_id) THEN
    RAISE EXCEPTION 'review_decisions: acting against a warning needs a reason' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_override BEFORE INSERT ON review_decisions FOR EACH ROW EXECUTE FUNCTION guard_override();
--> statement-breakpoint
ALTER TABLE tenant_settings ADD CONSTRAINT tenant_settings_limit_currency CHECK (limit_currency ~ '^[A-Z]{3}$');
--> statement-breakpoint
-- Claims from before: who made them stands in their events.
UPDATE payments p SET claimed_by = e.actor FROM events e
  WHERE p.source = 'screenshot' AND e.tenant_id = p.tenant_id AND e.type = 'payment_created' AND e.subject = 'payment:' || p.payment_id;
