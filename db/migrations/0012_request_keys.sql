ALTER TABLE "decision_requests" DROP CONSTRAINT "decision_requests_key";--> statement-breakpoint
ALTER TABLE "decision_requests" ADD CONSTRAINT "decision_requests_key" UNIQUE("tenant_id","actor","idempotency_key");--> statement-breakpoint
-- Answers are kept as they went out. Those of the last day are put into the same form; a rewrite of the column reaches
-- every tenant's rows, which row security would hide from an UPDATE.
ALTER TABLE "idempotency_keys" ALTER COLUMN "body" TYPE jsonb
  USING CASE WHEN "body" IS NULL THEN NULL ELSE jsonb_build_object('type', 'application/json', 'headers', '{}'::jsonb, 'text', "body"::text) END;
