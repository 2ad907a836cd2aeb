CREATE TABLE "alert_rules" (
	"tenant_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"threshold" double precision NOT NULL,
	"enabled" boolean NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_rules_tenant_id_rule_pk" PRIMARY KEY("tenant_id","rule")
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"value" double precision NOT NULL,
	"threshold" double precision NOT NULL,
	"told_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counter_minutes" (
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"minute" timestamp with time zone NOT NULL,
	"value" bigint NOT NULL,
	CONSTRAINT "counter_minutes_tenant_id_name_minute_pk" PRIMARY KEY("tenant_id","name","minute")
);
--> statement-breakpoint
CREATE TABLE "daily_reports" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"report" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "daily_reports_tenant_id_day_pk" PRIMARY KEY("tenant_id","day")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"job" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"ok" boolean NOT NULL,
	"counts" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "process_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open" ON "alerts" USING btree ("tenant_id","rule","subject") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "alerts_newest" ON "alerts" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "job_runs_newest" ON "job_runs" USING btree ("tenant_id","job","started_at");--> statement-breakpoint
CREATE INDEX "notifications_shared" ON "notifications" USING btree ("process_id") WHERE status = 'queued';