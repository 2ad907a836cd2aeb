-- A reason says something: characters that nobody sees, dots and dashes are none. What this counts is never less than
-- domain/review/warnings.ts counts, which knows all letters and digits.
CREATE OR REPLACE FUNCTION guard_override() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c_silent CONSTANT text := '[[:space:][:punct:]\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]';
BEGIN
  IF NEW.decision NOT IN ('rejected', 'retry') AND (length(btrim(coalesce(NEW.override_reason, ''))) NOT BETWEEN 10 AND 1000
      OR length(regexp_replace(NEW.override_reason, c_silent, '', 'g')) < 5)
    AND (SELECT snapshot_warnings(s.canonical_json) > 0 FROM review_snapshots s WHERE s.tenant_id = NEW.tenant_id AND s.id = NEW.snapshot_id) THEN
    RAISE EXCEPTION 'review_decisions: acting against a warning needs a reason' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
