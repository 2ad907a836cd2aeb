ALTER TABLE "payments" ADD COLUMN "claimed_by" text;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "limit_currency" text;--> statement-breakpoint
ALTER TABLE "decision_requests" ADD COLUMN "override_reason" text;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD COLUMN "override_reason" text;