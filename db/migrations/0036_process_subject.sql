-- The key of a process, `CASE-1/2`, becomes two columns: what it is about, and the number of the run.
ALTER TABLE "processes" DROP CONSTRAINT "processes_identity_key";--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "run" integer;--> statement-breakpoint
-- The owner of the tables is bound by row security as well, so it is lifted for this.
ALTER TABLE processes NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE processes SET subject = regexp_replace(key, '/[1-9][0-9]{0,8}$', ''),
  run = coalesce(substring(key FROM '/([1-9][0-9]{0,8})$')::integer, 1);
--> statement-breakpoint
-- The first ingestion of a policy had no number, and the second the number 1: the later ones move up by one.
UPDATE processes p SET run = p.run + 1 WHERE p.key <> p.subject AND EXISTS (
  SELECT FROM processes unnumbered JOIN processes one ON one.tenant_id = unnumbered.tenant_id AND one.kind = unnumbered.kind AND one.key = unnumbered.key || '/1'
  WHERE unnumbered.tenant_id = p.tenant_id AND unnumbered.kind = p.kind AND unnumbered.key = p.subject);
--> statement-breakpoint
ALTER TABLE processes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "processes" ALTER COLUMN "subject" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "processes" ALTER COLUMN "run" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "processes" ADD CONSTRAINT "processes_run_number" CHECK ("processes"."run" >= 1);--> statement-breakpoint
-- Also the index by which the runs of a subject are found.
ALTER TABLE "processes" ADD CONSTRAINT "processes_identity" UNIQUE("tenant_id","kind","subject","run");--> statement-breakpoint
-- As before, by the subject of the run that asked.
CREATE OR REPLACE FUNCTION payment_accepted(p payments) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM decision_requests r
    JOIN review_decisions d ON d.tenant_id = r.tenant_id AND d.task_id = r.task_id AND d.request_id = r.id
    JOIN review_tasks t ON t.tenant_id = d.tenant_id AND t.id = d.task_id
    JOIN processes o ON o.tenant_id = t.tenant_id AND o.id = t.process_id
    WHERE r.tenant_id = p.tenant_id AND r.id = p.accepted_request_id AND d.decision IN ('approved', 'modified')
      AND length(btrim(coalesce(d.override_reason, ''))) BETWEEN 10 AND 1000 AND d.payee = p.booking_id
      AND (t.kind = 'booking_payment' AND starts_with(t.gate || '/', 'payment/' || p.payment_id || '/')
        OR t.kind = 'unmatched_payment' AND o.subject = p.payment_id::text)) $$;
--> statement-breakpoint
ALTER TABLE "processes" DROP COLUMN "key";
