CREATE TABLE "alert_hours" (
	"tenant_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"highest" double precision,
	CONSTRAINT "alert_hours_tenant_id_rule_subject_hour_pk" PRIMARY KEY("tenant_id","rule","subject","hour")
);

--> statement-breakpoint
SELECT protect_tenant_table('alert_hours');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON alert_hours TO countersign_app;
