CREATE TABLE "reconciler_cursors" (
	"tenant_id" uuid NOT NULL,
	"vendor" text NOT NULL,
	"checked_through" timestamp with time zone NOT NULL,
	CONSTRAINT "reconciler_cursors_tenant_id_vendor_pk" PRIMARY KEY("tenant_id","vendor")
);
--> statement-breakpoint
ALTER TABLE "workflow_states" ADD COLUMN "mock" boolean DEFAULT false NOT NULL;