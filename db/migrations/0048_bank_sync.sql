CREATE TABLE "bank_calls" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"external_id" varchar(300) NOT NULL,
	"scope" text NOT NULL,
	"kind" text NOT NULL,
	"counts_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_calls_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "bank_pages" (
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"stream" varchar(300) NOT NULL,
	"position" integer NOT NULL,
	"page" jsonb NOT NULL,
	"next" text,
	"is_last" boolean NOT NULL,
	"window_from" date,
	"window_to" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_pages_tenant_id_connection_id_stream_position_pk" PRIMARY KEY("tenant_id","connection_id","stream","position")
);
--> statement-breakpoint
CREATE TABLE "bank_set_aside" (
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"account_external_id" varchar(300) NOT NULL,
	"external_id" varchar(300) NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_set_aside_tenant_id_connection_id_account_external_id_external_id_reason_pk" PRIMARY KEY("tenant_id","connection_id","account_external_id","external_id","reason")
);
--> statement-breakpoint
ALTER TABLE "bank_connections" ADD COLUMN "consent_warned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bank_connections" ADD COLUMN "consent" text;--> statement-breakpoint
ALTER TABLE "bank_connections" ADD COLUMN "begun" text;--> statement-breakpoint
ALTER TABLE "bank_connections" ADD COLUMN "auth_code" text;--> statement-breakpoint
ALTER TABLE "bank_connections" ADD COLUMN "history_days" integer;--> statement-breakpoint
ALTER TABLE "bank_calls" ADD CONSTRAINT "bank_calls_tenant_id_connection_id_bank_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","connection_id") REFERENCES "public"."bank_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_pages" ADD CONSTRAINT "bank_pages_tenant_id_connection_id_bank_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","connection_id") REFERENCES "public"."bank_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_set_aside" ADD CONSTRAINT "bank_set_aside_tenant_id_connection_id_bank_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","connection_id") REFERENCES "public"."bank_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bank_calls_counted" ON "bank_calls" USING btree ("tenant_id","connection_id","external_id","scope","counts_until");--> statement-breakpoint
-- Row security and grants of readings of banks.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bank_pages', 'bank_calls', 'bank_set_aside'] LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO countersign_app', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- A webhook names an item of a provider and no tenant; nothing but whose it is can be read across tenants.
CREATE POLICY platform_door ON bank_connections FOR SELECT TO countersign_platform USING (true);
--> statement-breakpoint
GRANT SELECT (id, tenant_id, provider, external_id, status) ON bank_connections TO countersign_platform;
