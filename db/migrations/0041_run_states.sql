ALTER TABLE "notifications" ADD COLUMN "cause_id" uuid;--> statement-breakpoint
CREATE INDEX "money_commands_process" ON "money_commands" USING btree ("tenant_id","process_id");--> statement-breakpoint
CREATE INDEX "notifications_cause" ON "notifications" USING btree ("tenant_id","cause_id") WHERE cause_id is not null;--> statement-breakpoint
CREATE INDEX "notifications_recipient" ON "notifications" USING btree ("tenant_id","recipient") WHERE channel <> 'email';--> statement-breakpoint
CREATE INDEX "notifications_run" ON "notifications" USING btree ("process_id") WHERE process_id is not null;--> statement-breakpoint
CREATE INDEX "processes_newest" ON "processes" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "processes_open" ON "processes" USING btree ("tenant_id","created_at","id") WHERE status = 'open';