-- A money stop, and its end, is told at once to everybody who has the desk open; one for all tenants names none.
CREATE TRIGGER live_insert AFTER INSERT ON money_stops FOR EACH ROW EXECUTE FUNCTION notify_live('money', 'id', 'started_at');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON money_stops FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at)
  EXECUTE FUNCTION notify_live('money', 'id', 'started_at');
