CREATE TABLE "power_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"subject_user_id" uuid,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"summary" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_by_user" uuid,
	"state" text DEFAULT 'pending' NOT NULL,
	"decided_by" text,
	"decided_by_user" uuid,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_email_key";--> statement-breakpoint
ALTER TABLE "money_exposures" DROP CONSTRAINT "money_exposures_key";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "waits_for" uuid;--> statement-breakpoint
ALTER TABLE "password_resets" ADD COLUMN "purpose" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "address" text DEFAULT 'proved' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "power_changes_one_pending" ON "power_changes" USING btree ("tenant_id","subject") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "power_changes_created" ON "power_changes" USING btree ("tenant_id","created_at");--> statement-breakpoint
-- Who signed up by themselves has never shown that the address is theirs. Row security binds the owner too, so it rests meanwhile.
ALTER TABLE "users" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "users" SET "address" = 'unproved' WHERE "roles" = ARRAY['user'];--> statement-breakpoint
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_key" ON "users" USING btree ("email") WHERE address <> 'unproved';--> statement-breakpoint
CREATE UNIQUE INDEX "users_unproved_email_key" ON "users" USING btree ("email") WHERE address = 'unproved';--> statement-breakpoint
-- A charge that two tenants have paid back: the one that paid most keeps it, so nobody else pays it back again.
ALTER TABLE "money_exposures" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "money_commands" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
WITH ranked AS (
  SELECT id, tenant_id, key, row_number() OVER (PARTITION BY key ORDER BY open_minor + applied_minor DESC, id) AS place FROM money_exposures),
moved AS (
  UPDATE money_exposures e SET key = e.key || ':of:' || e.tenant_id FROM ranked r WHERE r.id = e.id AND r.place > 1 RETURNING r.tenant_id, r.key AS before, e.key)
UPDATE money_commands c SET exposure_key = m.key FROM moved m WHERE c.tenant_id = m.tenant_id AND c.exposure_key = m.before;--> statement-breakpoint
ALTER TABLE "money_exposures" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "money_commands" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "money_exposures" ADD CONSTRAINT "money_exposures_key" UNIQUE("key");--> statement-breakpoint
-- Of several mails only the newest counts.
ALTER TABLE "password_resets" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "password_resets" SET "used_at" = now() WHERE "used_at" IS NULL AND "id" NOT IN (SELECT DISTINCT ON ("user_id") "id" FROM "password_resets" WHERE "used_at" IS NULL ORDER BY "user_id", "created_at" DESC);--> statement-breakpoint
ALTER TABLE "password_resets" FORCE ROW LEVEL SECURITY;