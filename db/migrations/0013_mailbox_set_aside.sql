ALTER TABLE "gmail_messages" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "gmail_messages" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "gmail_connections" ADD COLUMN "consent" text;--> statement-breakpoint
ALTER TABLE "gmail_connections" ADD COLUMN "may_replace" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_came_in" CHECK (not (evidence -> 'mail' -> 'labels' ?| array['DRAFT', 'SENT', 'SPAM', 'TRASH']));