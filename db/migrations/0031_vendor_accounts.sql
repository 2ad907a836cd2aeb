CREATE TABLE "vendor_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"source" text DEFAULT 'tenant' NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"account_id" text NOT NULL,
	"account_name" text NOT NULL,
	"base_url" text,
	"credential" text,
	"webhook_secret" text,
	"mock" boolean DEFAULT false NOT NULL,
	"waits_for" uuid,
	"connected_by" text NOT NULL,
	"connected_at" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"last_code" text,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "vendor_accounts_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "vendor_accounts_one_connected" ON "vendor_accounts" USING btree ("tenant_id","vendor") WHERE state = 'connected';--> statement-breakpoint
CREATE UNIQUE INDEX "vendor_accounts_one_waiting" ON "vendor_accounts" USING btree ("tenant_id","vendor") WHERE state = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX "vendor_accounts_account_once" ON "vendor_accounts" USING btree ("vendor","account_id") WHERE state = 'connected';--> statement-breakpoint
CREATE INDEX "vendor_accounts_change" ON "vendor_accounts" USING btree ("tenant_id","waits_for");