CREATE TABLE "review_actions" (
	"kind" text NOT NULL,
	"action" text NOT NULL,
	"moves_money" boolean NOT NULL,
	CONSTRAINT "review_actions_kind_action_pk" PRIMARY KEY("kind","action")
);
--> statement-breakpoint
-- Not of a tenant: what the code of this installation declares. Only who migrates writes it.
GRANT SELECT ON review_actions TO countersign_app;
--> statement-breakpoint

CREATE FUNCTION guard_review_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM review_actions a WHERE a.kind = NEW.kind) THEN
    RAISE EXCEPTION 'review_tasks: % is no kind of review', NEW.kind USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_review_kind BEFORE INSERT OR UPDATE OF kind ON review_tasks FOR EACH ROW EXECUTE FUNCTION guard_review_kind();
--> statement-breakpoint

-- The last guard behind the workflow and the admission: each kind has its own actions, and only one that moves money approves an amount.
CREATE FUNCTION guard_review_action() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_kind text;
  v_moves_money boolean;
BEGIN
  SELECT t.kind, a.moves_money INTO v_kind, v_moves_money FROM review_tasks t
    LEFT JOIN review_actions a ON a.kind = t.kind AND a.action = NEW.decision
    WHERE t.tenant_id = NEW.tenant_id AND t.id = NEW.task_id;
  IF v_moves_money IS NULL THEN
    RAISE EXCEPTION 'review_decisions: % is no action of %', NEW.decision, v_kind USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.approved_minor IS NOT NULL AND NOT v_moves_money THEN
    RAISE EXCEPTION 'review_decisions: % moves no money', v_kind USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_review_action BEFORE INSERT ON review_decisions FOR EACH ROW EXECUTE FUNCTION guard_review_action();
