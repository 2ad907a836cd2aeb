CREATE TABLE "billing_clients" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"client_id" integer NOT NULL,
	"name" text NOT NULL,
	"company" text,
	"email" text,
	"status" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_clients_once" UNIQUE("tenant_id","instance_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"instance_id" uuid NOT NULL,
	"invoice_id" integer NOT NULL,
	"number" text NOT NULL,
	"client_id" integer NOT NULL,
	"state" text NOT NULL,
	"currency" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	"balance_minor" bigint NOT NULL,
	"issued_on" date,
	"due_on" date,
	"paid_at" timestamp with time zone,
	"changed" text DEFAULT '' NOT NULL,
	"balance_checked_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	"mock" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invoices_once" UNIQUE("tenant_id","instance_id","invoice_id"),
	CONSTRAINT "invoices_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "license_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"expires_at" timestamp with time zone,
	"instance_limit" integer NOT NULL,
	"issued_by" text NOT NULL,
	"rotated_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "license_keys_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "license_keys_hash_key" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "list_cursors" (
	"tenant_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"list" text NOT NULL,
	"pass" jsonb,
	"resume" jsonb,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_cursors_tenant_id_source_id_list_pk" PRIMARY KEY("tenant_id","source_id","list")
);
--> statement-breakpoint
CREATE TABLE "whmcs_instances" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"license_id" uuid NOT NULL,
	"name" text NOT NULL,
	"base_url" text NOT NULL,
	"status" text NOT NULL,
	"identifier" text,
	"secret" text,
	"access_key" text,
	"hook_secret" text,
	"gateway" text NOT NULL,
	"time_zone" text NOT NULL,
	"auto_threshold" integer NOT NULL,
	"review_threshold" integer NOT NULL,
	"auto_approve" boolean DEFAULT false NOT NULL,
	"auto_limit_minor" bigint,
	"mock" boolean DEFAULT false NOT NULL,
	"registered_by" text NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_code" text,
	"checked_at" timestamp with time zone,
	"heard_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "whmcs_instances_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "stripe_balance_transactions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"stripe_id" text NOT NULL,
	"type" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"fee_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"source_id" text,
	"payout_id" text,
	"made_at" timestamp with time zone NOT NULL,
	"available_on" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stripe_balance_transactions_once" UNIQUE("tenant_id","stripe_id")
);
--> statement-breakpoint
CREATE TABLE "stripe_connections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"account_id" text,
	"account_name" text,
	"scope" text,
	"livemode" boolean,
	"access_token" text,
	"refresh_token" text,
	"auth_code" text,
	"consent" text,
	"mock" boolean DEFAULT false NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_code" text,
	"checked_at" timestamp with time zone,
	"connected_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stripe_connections_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "stripe_payments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"stripe_id" text NOT NULL,
	"payment_intent" text,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"refunded_minor" bigint DEFAULT 0 NOT NULL,
	"settled_currency" text,
	"fee_minor" bigint,
	"net_minor" bigint,
	"dispute_status" text,
	"payer" text,
	"email" text,
	"description" text,
	"invoice_hint" text,
	"balance_transaction" text,
	"payout_id" text,
	"paid_at" timestamp with time zone NOT NULL,
	"mock" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stripe_payments_once" UNIQUE("tenant_id","stripe_id"),
	CONSTRAINT "stripe_payments_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "stripe_payouts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"stripe_id" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"arrives_on" date NOT NULL,
	"automatic" boolean NOT NULL,
	"statement_descriptor" text,
	"trace_id" text,
	"explained_minor" bigint,
	"made_at" timestamp with time zone NOT NULL,
	"mock" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stripe_payouts_once" UNIQUE("tenant_id","stripe_id"),
	CONSTRAINT "stripe_payouts_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "billing_clients" ADD CONSTRAINT "billing_clients_tenant_id_instance_id_whmcs_instances_tenant_id_id_fk" FOREIGN KEY ("tenant_id","instance_id") REFERENCES "public"."whmcs_instances"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_tenant_id_instance_id_whmcs_instances_tenant_id_id_fk" FOREIGN KEY ("tenant_id","instance_id") REFERENCES "public"."whmcs_instances"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "whmcs_instances" ADD CONSTRAINT "whmcs_instances_tenant_id_license_id_license_keys_tenant_id_id_fk" FOREIGN KEY ("tenant_id","license_id") REFERENCES "public"."license_keys"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_balance_transactions" ADD CONSTRAINT "stripe_balance_transactions_tenant_id_connection_id_stripe_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","connection_id") REFERENCES "public"."stripe_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_payments" ADD CONSTRAINT "stripe_payments_tenant_id_connection_id_stripe_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","connection_id") REFERENCES "public"."stripe_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stripe_payouts" ADD CONSTRAINT "stripe_payouts_tenant_id_connection_id_stripe_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","connection_id") REFERENCES "public"."stripe_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invoices_open" ON "invoices" USING btree ("tenant_id","currency","balance_minor") WHERE state in ('unpaid', 'payment_pending', 'collections');--> statement-breakpoint
CREATE INDEX "invoices_listed" ON "invoices" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "whmcs_instances_address_once" ON "whmcs_instances" USING btree ("base_url") WHERE status <> 'disconnected';--> statement-breakpoint
CREATE INDEX "stripe_balance_transactions_payout" ON "stripe_balance_transactions" USING btree ("tenant_id","payout_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stripe_connections_account_once" ON "stripe_connections" USING btree ("account_id") WHERE status in ('active', 'requires_reauth');--> statement-breakpoint
CREATE UNIQUE INDEX "stripe_connections_own" ON "stripe_connections" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE INDEX "stripe_payments_listed" ON "stripe_payments" USING btree ("tenant_id","paid_at","id");--> statement-breakpoint
CREATE INDEX "stripe_payments_payout" ON "stripe_payments" USING btree ("tenant_id","payout_id");--> statement-breakpoint
CREATE INDEX "stripe_payouts_listed" ON "stripe_payouts" USING btree ("tenant_id","made_at","id");
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['license_keys', 'whmcs_instances', 'list_cursors', 'billing_clients', 'invoices', 'stripe_connections',
    'stripe_payments', 'stripe_payouts', 'stripe_balance_transactions']
  LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO countersign_app', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- Whose an installation or an account is, and nothing of its credentials: for signed hooks and events.
SELECT open_platform_door('whmcs_instances', 'SELECT (id, tenant_id, status, base_url)'),
       open_platform_door('stripe_connections', 'SELECT (id, tenant_id, status, account_id)');
--> statement-breakpoint
ALTER TABLE license_keys ADD CONSTRAINT license_keys_limit CHECK (instance_limit BETWEEN 1 AND 1000),
  ADD CONSTRAINT license_keys_state CHECK (state IN ('active', 'suspended', 'expired'));
--> statement-breakpoint
ALTER TABLE whmcs_instances ADD CONSTRAINT whmcs_instances_thresholds
  CHECK (review_threshold BETWEEN 0 AND 100 AND auto_threshold BETWEEN review_threshold AND 100 AND (auto_limit_minor IS NULL OR auto_limit_minor > 0)),
  ADD CONSTRAINT whmcs_instances_credential CHECK ((status = 'disconnected') = (identifier IS NULL) AND (identifier IS NULL) = (secret IS NULL)
    AND (identifier IS NULL) = (hook_secret IS NULL) AND (access_key IS NULL OR identifier IS NOT NULL));
--> statement-breakpoint
ALTER TABLE invoices ADD CONSTRAINT invoices_amounts CHECK (total_minor >= 0 AND balance_minor >= 0 AND paid_minor >= 0);
--> statement-breakpoint
ALTER TABLE stripe_payments ADD CONSTRAINT stripe_payments_amounts CHECK (amount_minor >= 0 AND refunded_minor >= 0);
--> statement-breakpoint
ALTER TABLE stripe_connections ADD CONSTRAINT stripe_connections_account
  CHECK (status NOT IN ('active', 'requires_reauth') OR (account_id IS NOT NULL AND access_token IS NOT NULL));
--> statement-breakpoint

-- What the machine records by itself at an installation is widened only in the transaction in which a second person approves it
-- (widensInstance in domain/reconciliation/instances.ts), and an installation is not left while money recorded there is open.
CREATE FUNCTION guard_whmcs_instance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'instances are kept' USING ERRCODE = 'restrict_violation';
  END IF;
  IF is_table_owner(TG_RELID) THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.tenant_id, NEW.base_url, NEW.license_id, NEW.mock)
    IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.base_url, OLD.license_id, OLD.mock) THEN
    RAISE EXCEPTION 'instance % is fixed; another installation is another instance', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.auto_approve AND NEW.auto_limit_minor IS NOT NULL AND (TG_OP = 'INSERT' OR NOT OLD.auto_approve OR OLD.auto_limit_minor IS NULL
    OR NEW.auto_limit_minor > OLD.auto_limit_minor OR NEW.auto_threshold < OLD.auto_threshold) THEN
    PERFORM refuse_power('whmcs-instance:' || NEW.id);
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.status = 'disconnected' AND OLD.status <> 'disconnected' AND EXISTS (
    SELECT 1 FROM money_commands c JOIN invoices i ON i.tenant_id = c.tenant_id AND c.payee = 'invoice:' || i.id
    WHERE c.tenant_id = NEW.tenant_id AND c.vendor = 'whmcs' AND c.state IN ('intended', 'attempting', 'unknown') AND i.instance_id = NEW.id) THEN
    RAISE EXCEPTION 'instance % has open money', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_whmcs_instance BEFORE INSERT OR UPDATE OR DELETE ON whmcs_instances FOR EACH ROW EXECUTE FUNCTION guard_whmcs_instance();
--> statement-breakpoint

-- What WHMCS is sent is what was approved: the invoice, its currency and the amount in full.
CREATE OR REPLACE FUNCTION check_money_parameters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.vendor = 'stripe' AND NEW.leg = 'refund' AND NEW.parameters ? 'amount' THEN
    IF (NEW.parameters ->> 'amount')::numeric IS DISTINCT FROM stripe_units(NEW.amount_minor, NEW.currency) THEN
      RAISE EXCEPTION 'money command: the amount sent is not the amount approved' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.parameters ->> 'charge' IS DISTINCT FROM NEW.payee THEN
      RAISE EXCEPTION 'money command: the charge sent is not the charge approved' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF NEW.leg = 'invoice_payment' THEN
    IF NEW.exposure_key IS DISTINCT FROM NEW.payee OR NOT EXISTS (SELECT 1 FROM invoices i WHERE i.tenant_id = NEW.tenant_id AND NEW.payee = 'invoice:' || i.id
      AND i.currency = NEW.currency AND NEW.parameters ->> 'invoiceId' = i.invoice_id::text AND NEW.parameters ->> 'instanceId' = i.instance_id::text) THEN
      RAISE EXCEPTION 'money command: the invoice named is not the invoice approved' USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.parameters ->> 'amount')::numeric IS DISTINCT FROM NEW.amount_minor / (10 ^ minor_exponent(NEW.currency))::numeric THEN
      RAISE EXCEPTION 'money command: the amount sent is not the amount approved' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
