-- Row security of escalations, and what no decision may be: one that only hands on, or one by who handed the task on.
SELECT protect_tenant_table('review_escalations');
--> statement-breakpoint
GRANT SELECT, INSERT ON review_escalations TO countersign_app;
--> statement-breakpoint
SELECT make_append_only('review_escalations');
--> statement-breakpoint

-- The user an actor stands for: `user:{id}`, or who made `key:{id}`; null for queues, workflows and operators.
CREATE FUNCTION user_behind(actor text) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN actor ~ '^user:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN substr(actor, 6)::uuid
    WHEN actor ~ '^key:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
      THEN (SELECT created_by FROM api_keys WHERE id = substr(actor, 5)::uuid) END $$;
--> statement-breakpoint

CREATE FUNCTION guard_escalated_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.action = 'escalate' THEN
    RAISE EXCEPTION 'review_decisions: handing a task on decides nothing' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM review_escalations e WHERE e.tenant_id = NEW.tenant_id AND e.task_id = NEW.task_id
    AND e.user_id = user_behind(NEW.actor)) THEN
    RAISE EXCEPTION 'review_decisions: who handed the task on does not decide it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_escalated_decision BEFORE INSERT ON review_decisions FOR EACH ROW EXECUTE FUNCTION guard_escalated_decision();
--> statement-breakpoint

-- Who looks at a decision sees the money move: changes of a command and of what fails are told as they happen.
CREATE TRIGGER live_insert AFTER INSERT ON money_commands FOR EACH ROW EXECUTE FUNCTION notify_live('money', 'process_id', 'state');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON money_commands FOR EACH ROW
  WHEN ((OLD.state, OLD.failed_later_at) IS DISTINCT FROM (NEW.state, NEW.failed_later_at))
  EXECUTE FUNCTION notify_live('money', 'process_id', 'state');
--> statement-breakpoint
CREATE TRIGGER live_problem AFTER UPDATE ON workflow_states FOR EACH ROW WHEN (OLD.money_problem IS DISTINCT FROM NEW.money_problem)
  EXECUTE FUNCTION notify_live('money', 'process_id', 'status');
