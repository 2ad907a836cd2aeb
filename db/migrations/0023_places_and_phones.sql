ALTER TABLE "properties" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "phone_country" text;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "time_zone" text;