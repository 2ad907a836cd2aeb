-- Row security and grants of the desk's tables, and the live channel for runs, owners and bulk decisions.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bulk_decisions', 'bulk_decision_items', 'saved_views'] LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO countersign_app', name);
  END LOOP;
  GRANT DELETE ON saved_views, bulk_decisions TO countersign_app;
END $$;
--> statement-breakpoint
-- About vendors, not about tenants: written by workers, read by operators.
GRANT SELECT, INSERT, UPDATE ON vendor_health TO countersign_platform;
--> statement-breakpoint

-- What an item was previewed as never changes, and its outcome is written once.
CREATE FUNCTION guard_bulk_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome IS NOT NULL OR (NEW.tenant_id, NEW.bulk_id, NEW.position, NEW.task_id, NEW.shown_hash, NEW.at_risk_minor)
    IS DISTINCT FROM (OLD.tenant_id, OLD.bulk_id, OLD.position, OLD.task_id, OLD.shown_hash, OLD.at_risk_minor) THEN
    RAISE EXCEPTION 'bulk_decision_items: only an open outcome may be written' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_bulk_item BEFORE UPDATE ON bulk_decision_items FOR EACH ROW EXECUTE FUNCTION guard_bulk_item();
--> statement-breakpoint

-- Previews nobody started may go; what was decided together is kept.
CREATE FUNCTION guard_bulk_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'preview' THEN
    RAISE EXCEPTION 'bulk_decisions: only a preview may be deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_bulk_delete BEFORE DELETE ON bulk_decisions FOR EACH ROW EXECUTE FUNCTION guard_bulk_delete();
--> statement-breakpoint

CREATE OR REPLACE FUNCTION notify_live() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v_row jsonb := to_jsonb(NEW);
BEGIN
  PERFORM pg_notify('live', json_build_object('tenant', NEW.tenant_id, 'topic', TG_ARGV[0],
    'id', v_row ->> TG_ARGV[1], 'state', v_row ->> TG_ARGV[2])::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER live_insert ON review_tasks;
--> statement-breakpoint
DROP TRIGGER live_update ON review_tasks;
--> statement-breakpoint
DROP TRIGGER live_insert ON workflow_states;
--> statement-breakpoint
DROP TRIGGER live_update ON workflow_states;
--> statement-breakpoint
CREATE TRIGGER live_insert AFTER INSERT ON review_tasks FOR EACH ROW EXECUTE FUNCTION notify_live('reviews', 'id', 'state');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON review_tasks FOR EACH ROW
  WHEN ((OLD.state, OLD.escalated_at, OLD.owner_id) IS DISTINCT FROM (NEW.state, NEW.escalated_at, NEW.owner_id))
  EXECUTE FUNCTION notify_live('reviews', 'id', 'state');
--> statement-breakpoint
CREATE TRIGGER live_insert AFTER INSERT ON workflow_states FOR EACH ROW EXECUTE FUNCTION notify_live('disputes', 'process_id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON workflow_states FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.current_step <> NEW.current_step)
  EXECUTE FUNCTION notify_live('disputes', 'process_id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_insert AFTER INSERT ON processes FOR EACH ROW EXECUTE FUNCTION notify_live('runs', 'id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON processes FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION notify_live('runs', 'id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_insert AFTER INSERT ON bulk_decisions FOR EACH ROW EXECUTE FUNCTION notify_live('bulk', 'id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON bulk_decisions FOR EACH ROW WHEN ((OLD.status, OLD.settled) IS DISTINCT FROM (NEW.status, NEW.settled))
  EXECUTE FUNCTION notify_live('bulk', 'id', 'status');
--> statement-breakpoint

-- Tasks from before: what they could move at most, valued as domain/review/priority.ts does.
UPDATE review_tasks t SET
  at_risk_minor = coalesce(s.maximum_minor, 0), currency = s.currency,
  priority = log(2::numeric, 1 + coalesce(s.maximum_minor, 0)::numeric)
    - extract(epoch FROM coalesce(t.expires_at, t.created_at + interval '7 days')) / 86400
FROM review_snapshots s WHERE s.id = t.snapshot_id;
