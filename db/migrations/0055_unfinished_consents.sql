-- A consent that nobody finished is forgotten after a while. A connection that ever was one stays: the product can't delete it.
GRANT DELETE ON bank_connections TO countersign_app;
--> statement-breakpoint
CREATE POLICY only_unfinished ON bank_connections AS RESTRICTIVE FOR DELETE TO countersign_app
  USING (status = 'pending' AND external_id IS NULL);
