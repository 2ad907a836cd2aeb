-- A consent that nobody finished is forgotten after a while. A connection that ever was one stays, whoever deletes.
GRANT DELETE ON bank_connections TO countersign_app;
--> statement-breakpoint
CREATE FUNCTION guard_bank_connection_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'pending' OR OLD.external_id IS NOT NULL THEN
    RAISE EXCEPTION 'bank connection %: only a consent that nobody finished is deleted', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_delete BEFORE DELETE ON bank_connections FOR EACH ROW EXECUTE FUNCTION guard_bank_connection_delete();
