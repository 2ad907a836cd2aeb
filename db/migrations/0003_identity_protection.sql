-- Row security, grants and functions of the identity tables, and the channel that tells live readers of changes.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['user_sessions', 'token_revocations', 'api_keys', 'password_resets', 'oauth_states'] LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO countersign_app', name);
  END LOOP;
  -- Keys and revocations are facts for the audit: a key is revoked, never deleted.
  REVOKE DELETE ON api_keys FROM countersign_app;
  REVOKE UPDATE ON token_revocations, oauth_states FROM countersign_app;
  GRANT DELETE ON notifications TO countersign_app;
END $$;
--> statement-breakpoint

-- Logins, keys, resets and revocations are looked up before a tenant is known.
SELECT open_platform_door('token_revocations', 'SELECT'),
       open_platform_door('api_keys', 'SELECT'),
       open_platform_door('password_resets', 'SELECT');
--> statement-breakpoint
GRANT INSERT, UPDATE ON tenants TO countersign_platform;
--> statement-breakpoint

-- Not tenant-owned and not worth a log: after a crash every bucket is full again.
ALTER TABLE rate_limits SET UNLOGGED;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO countersign_platform;
--> statement-breakpoint

-- Takes `wanted` tokens out of a bucket that refills continuously; a negative number gives back. Returns the seconds to
-- wait before that many are there; 0 = taken. One statement per caller, so parallel callers queue on the row.
CREATE FUNCTION take_tokens(p_bucket text, p_capacity double precision, p_per_second double precision, p_wanted double precision)
RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := clock_timestamp();
  v_tokens double precision;
BEGIN
  INSERT INTO rate_limits (bucket, tokens, updated_at) VALUES (p_bucket, p_capacity, v_now) ON CONFLICT DO NOTHING;
  SELECT least(p_capacity, tokens + greatest(0, extract(epoch FROM v_now - updated_at)) * p_per_second) INTO v_tokens
  FROM rate_limits WHERE bucket = p_bucket FOR UPDATE;
  IF v_tokens < p_wanted THEN RETURN (p_wanted - v_tokens) / p_per_second; END IF;
  UPDATE rate_limits SET tokens = least(p_capacity, v_tokens - p_wanted), updated_at = v_now WHERE bucket = p_bucket;
  RETURN 0;
END $$;
--> statement-breakpoint
-- `wanted` tokens out of each of several buckets, or out of none: the position of the first that has too few, and the wait.
CREATE FUNCTION take_of_each(p_buckets text[], p_capacities double precision[], p_per_second double precision[], p_wanted double precision, OUT refused integer, OUT wait double precision)
LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1 .. cardinality(p_buckets) LOOP
    wait := take_tokens(p_buckets[i], p_capacities[i], p_per_second[i], p_wanted);
    IF wait > 0 THEN
      refused := i;
      FOR j IN 1 .. i - 1 LOOP PERFORM take_tokens(p_buckets[j], p_capacities[j], p_per_second[j], -p_wanted); END LOOP;
      RETURN;
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION take_of_each(text[], double precision[], double precision[], double precision) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION take_of_each(text[], double precision[], double precision[], double precision) TO countersign_platform;
--> statement-breakpoint
REVOKE ALL ON FUNCTION take_tokens(text, double precision, double precision, double precision) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION take_tokens(text, double precision, double precision, double precision) TO countersign_platform;
--> statement-breakpoint

-- Live changes carry ids and states only; the reader fetches what it may see.
CREATE FUNCTION notify_live() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_id text; v_state text;
BEGIN
  IF TG_TABLE_NAME = 'review_tasks' THEN v_id := NEW.id; v_state := NEW.state;
  ELSE v_id := NEW.process_id; v_state := NEW.status; END IF;
  PERFORM pg_notify('live', json_build_object('tenant', NEW.tenant_id, 'topic', TG_ARGV[0], 'id', v_id, 'state', v_state)::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER live_insert AFTER INSERT ON review_tasks FOR EACH ROW EXECUTE FUNCTION notify_live('reviews');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON review_tasks FOR EACH ROW WHEN (OLD.state <> NEW.state OR OLD.escalated_at IS DISTINCT FROM NEW.escalated_at)
  EXECUTE FUNCTION notify_live('reviews');
--> statement-breakpoint
CREATE TRIGGER live_insert AFTER INSERT ON workflow_states FOR EACH ROW EXECUTE FUNCTION notify_live('disputes');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON workflow_states FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.current_step <> NEW.current_step)
  EXECUTE FUNCTION notify_live('disputes');
--> statement-breakpoint

-- Also names a cut tail, and a head that does not fit the last event.
CREATE OR REPLACE FUNCTION broken_events() RETURNS TABLE (sequence bigint, problem text) LANGUAGE sql STABLE AS $$
  SELECT * FROM (
    SELECT e.sequence, CASE
        WHEN e.previous_hash <> coalesce(lag(e.hash) OVER w, 'genesis') OR e.sequence <> coalesce(lag(e.sequence) OVER w, 0) + 1 THEN 'link'
        WHEN e.data_digest <> event_data_digest(e.salt, e.data) THEN 'data'
        WHEN e.hash <> event_hash(e.previous_hash, e.sequence, e.type, e.actor, e.subject, e.occurred_at, e.data_digest) THEN 'hash'
      END AS problem
    FROM events e WINDOW w AS (ORDER BY e.sequence)
  ) chain WHERE chain.problem IS NOT NULL
  UNION ALL
  SELECT h.sequence, CASE WHEN h.sequence > last.sequence THEN 'cut' ELSE 'head' END
  FROM event_heads h CROSS JOIN LATERAL (
    SELECT coalesce(max(e.sequence), 0) AS sequence, coalesce((array_agg(e.hash ORDER BY e.sequence DESC))[1], 'genesis') AS hash FROM events e
  ) last
  WHERE h.sequence <> last.sequence OR h.hash <> last.hash
$$;
--> statement-breakpoint

-- The audit log: what people and services did, beside what workflows did on their behalf.
CREATE VIEW audit_logs WITH (security_invoker = true) AS
  SELECT tenant_id, sequence, type, actor, subject, data, request_id, workflow_id, occurred_at FROM events
  WHERE actor LIKE 'user:%' OR actor LIKE 'key:%' OR actor IN ('operator', 'temporal-operator', 'anonymous');
--> statement-breakpoint
GRANT SELECT ON audit_logs TO countersign_app;
