CREATE TABLE "queue_letters" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"message_id" text NOT NULL,
	"envelope" text NOT NULL,
	"code" text NOT NULL,
	"problem" text NOT NULL,
	"attempts" integer NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "queue_letters_once" UNIQUE("tenant_id","message_id")
);
--> statement-breakpoint
CREATE INDEX "queue_letters_newest" ON "queue_letters" USING btree ("tenant_id","created_at");