CREATE TYPE "public"."booking_status" AS ENUM('Pending', 'Waiting', 'Confirmed', 'Expired', 'Cancelled');--> statement-breakpoint
CREATE TYPE "public"."payment_source" AS ENUM('gmail', 'screenshot', 'manual');--> statement-breakpoint
CREATE TYPE "public"."payment_status" AS ENUM('pending', 'matched', 'unmatched', 'verified', 'rejected');--> statement-breakpoint
CREATE TYPE "public"."shift_type" AS ENUM('Day', 'Night', 'Full Day', 'Full Night');--> statement-breakpoint
CREATE TYPE "public"."verification_method" AS ENUM('auto_gmail', 'auto_screenshot', 'manual_admin');--> statement-breakpoint
CREATE TABLE "booking_numbers" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "booking_numbers_tenant_id_day_pk" PRIMARY KEY("tenant_id","day")
);
--> statement-breakpoint
CREATE TABLE "booking_slots" (
	"tenant_id" uuid NOT NULL,
	"property_id" uuid NOT NULL,
	"booking_date" date NOT NULL,
	"half" text NOT NULL,
	"booking_id" text NOT NULL,
	CONSTRAINT "booking_slots_tenant_id_property_id_booking_date_half_pk" PRIMARY KEY("tenant_id","property_id","booking_date","half")
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"tenant_id" uuid NOT NULL,
	"booking_id" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid,
	"property_id" uuid NOT NULL,
	"customer_name" varchar(100) NOT NULL,
	"customer_phone" text,
	"customer_cnic" text,
	"booking_date" date NOT NULL,
	"shift_type" "shift_type" NOT NULL,
	"total_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"status" "booking_status" DEFAULT 'Pending' NOT NULL,
	"pending_since" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"cancel_requested_at" timestamp with time zone,
	"payment_id" uuid,
	"payment_verified_at" timestamp with time zone,
	"verification_method" "verification_method",
	"expiration_notified_at" timestamp with time zone,
	"rejection_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bookings_tenant_id_booking_id_pk" PRIMARY KEY("tenant_id","booking_id"),
	CONSTRAINT "bookings_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid,
	"booking_id" text,
	"direction" text NOT NULL,
	"body" text NOT NULL,
	"notification_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_notification_once" UNIQUE("tenant_id","notification_id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"payment_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"booking_id" text,
	"source" "payment_source" NOT NULL,
	"transaction_id" varchar(100),
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"sender_name" varchar(100),
	"sender_phone" text,
	"mailbox_id" uuid,
	"email_id" varchar(100),
	"email_subject" text,
	"email_body" text,
	"evidence" jsonb,
	"screenshot_url" text,
	"screenshot_data" jsonb,
	"status" "payment_status" DEFAULT 'pending' NOT NULL,
	"reason" text,
	"auto_confirm" boolean DEFAULT false NOT NULL,
	"match_confidence" numeric(5, 2),
	"match" jsonb,
	"paid_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"matched_at" timestamp with time zone,
	"verified_at" timestamp with time zone,
	"verified_by" varchar(100),
	CONSTRAINT "payments_tenant_id_key" UNIQUE("tenant_id","payment_id"),
	CONSTRAINT "payments_email_once" UNIQUE("tenant_id","mailbox_id","email_id"),
	CONSTRAINT "payments_confidence" CHECK (match_confidence between 0 and 100),
	CONSTRAINT "payments_amount" CHECK (amount_minor > 0 or reason is not distinct from 'unreadable')
);
--> statement-breakpoint
CREATE TABLE "properties" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"address" text NOT NULL,
	"contact" text NOT NULL,
	"currency" text NOT NULL,
	"day_minor" bigint NOT NULL,
	"night_minor" bigint NOT NULL,
	"full_day_minor" bigint NOT NULL,
	"full_night_minor" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "properties_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "properties_name_key" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "gmail_messages" (
	"tenant_id" uuid NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"message_id" varchar(100) NOT NULL,
	"state" text DEFAULT 'listed' NOT NULL,
	"mark_read" boolean DEFAULT false NOT NULL,
	"received_at" timestamp with time zone,
	"metadata" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gmail_messages_tenant_id_mailbox_id_message_id_pk" PRIMARY KEY("tenant_id","mailbox_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "gmail_connections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"address" text,
	"refresh_token" text,
	"access_token" text,
	"access_expires_at" timestamp with time zone,
	"code_verifier" text,
	"auth_code" text,
	"scopes" text[] DEFAULT '{}' NOT NULL,
	"mock" boolean DEFAULT false NOT NULL,
	"history_id" text,
	"pinned_history_id" text,
	"full_sync_page" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"paused_until" timestamp with time zone,
	"last_code" text,
	"checked_at" timestamp with time zone,
	"checking_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "gmail_connections_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "gmail_connections_purpose_key" UNIQUE("tenant_id","user_id","purpose")
);
--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "verification_mode" text;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "auto_confirm_min_confidence" integer;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "booking_expiration_minutes" integer;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "payment_provider_email" text;--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "payment_provider_name" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "fallback" text;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "noticed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "retry_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "process_id" uuid;--> statement-breakpoint
ALTER TABLE "booking_slots" ADD CONSTRAINT "booking_slots_tenant_id_booking_id_bookings_tenant_id_booking_id_fk" FOREIGN KEY ("tenant_id","booking_id") REFERENCES "public"."bookings"("tenant_id","booking_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_tenant_id_property_id_properties_tenant_id_id_fk" FOREIGN KEY ("tenant_id","property_id") REFERENCES "public"."properties"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_tenant_id_booking_id_bookings_tenant_id_booking_id_fk" FOREIGN KEY ("tenant_id","booking_id") REFERENCES "public"."bookings"("tenant_id","booking_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tenant_id_booking_id_bookings_tenant_id_booking_id_fk" FOREIGN KEY ("tenant_id","booking_id") REFERENCES "public"."bookings"("tenant_id","booking_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_tenant_id_mailbox_id_gmail_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","mailbox_id") REFERENCES "public"."gmail_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gmail_messages" ADD CONSTRAINT "gmail_messages_tenant_id_mailbox_id_gmail_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","mailbox_id") REFERENCES "public"."gmail_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gmail_connections" ADD CONSTRAINT "gmail_connections_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "booking_slots_booking" ON "booking_slots" USING btree ("tenant_id","booking_id");--> statement-breakpoint
CREATE INDEX "bookings_status_created" ON "bookings" USING btree ("tenant_id","status","created_at");--> statement-breakpoint
CREATE INDEX "bookings_due" ON "bookings" USING btree ("expires_at") WHERE status = 'Pending';--> statement-breakpoint
CREATE INDEX "bookings_open_amount" ON "bookings" USING btree ("tenant_id","currency","total_minor") WHERE status in ('Pending', 'Waiting');--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("tenant_id","user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "payments_transaction" ON "payments" USING btree ("tenant_id","transaction_id");--> statement-breakpoint
CREATE INDEX "payments_status" ON "payments" USING btree ("tenant_id","status","created_at");--> statement-breakpoint
CREATE INDEX "payments_booking" ON "payments" USING btree ("tenant_id","booking_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_verified" ON "payments" USING btree ("tenant_id","booking_id") WHERE status = 'verified';--> statement-breakpoint
CREATE INDEX "gmail_messages_state" ON "gmail_messages" USING btree ("tenant_id","mailbox_id","state");