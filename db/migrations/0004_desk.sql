CREATE TABLE "vendor_health" (
	"vendor" text PRIMARY KEY NOT NULL,
	"last_ok_at" timestamp with time zone,
	"last_failure_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_code" text
);
--> statement-breakpoint
CREATE TABLE "bulk_decision_items" (
	"tenant_id" uuid NOT NULL,
	"bulk_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"task_id" uuid NOT NULL,
	"shown_hash" text NOT NULL,
	"at_risk_minor" bigint NOT NULL,
	"currency" text,
	"outlier" text,
	"outcome" text,
	"code" text,
	"settled_at" timestamp with time zone,
	CONSTRAINT "bulk_decision_items_tenant_id_bulk_id_position_pk" PRIMARY KEY("tenant_id","bulk_id","position")
);
--> statement-breakpoint
CREATE TABLE "bulk_decisions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"process_id" uuid,
	"decision" text NOT NULL,
	"status" text DEFAULT 'preview' NOT NULL,
	"comment" text,
	"preview_hash" text NOT NULL,
	"actor" text NOT NULL,
	"total" integer NOT NULL,
	"settled" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "bulk_decisions_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_name_key" UNIQUE("tenant_id","user_id","page","name")
);
--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "at_risk_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "confidence" double precision;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "priority" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "bulk_decision_items" ADD CONSTRAINT "bulk_decision_items_tenant_id_bulk_id_bulk_decisions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","bulk_id") REFERENCES "public"."bulk_decisions"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_decision_items" ADD CONSTRAINT "bulk_decision_items_tenant_id_task_id_review_tasks_tenant_id_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "public"."review_tasks"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_decisions" ADD CONSTRAINT "bulk_decisions_tenant_id_process_id_processes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","process_id") REFERENCES "public"."processes"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_decisions_newest" ON "bulk_decisions" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
ALTER TABLE "review_tasks" ADD CONSTRAINT "review_tasks_tenant_id_owner_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_tasks_by_worth" ON "review_tasks" USING btree ("tenant_id","priority","id") WHERE state = 'pending';