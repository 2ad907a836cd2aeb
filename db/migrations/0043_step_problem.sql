ALTER TABLE "processes" ADD COLUMN "step_problem" jsonb;--> statement-breakpoint
CREATE INDEX "processes_step_problem" ON "processes" USING btree ("tenant_id") WHERE step_problem is not null;