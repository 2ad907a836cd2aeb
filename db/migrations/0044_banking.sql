CREATE TABLE "bank_account_links" (
	"tenant_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"external_id" varchar(300) NOT NULL,
	"covered_from" date,
	"covered_to" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "bank_account_links_tenant_id_connection_id_external_id_pk" PRIMARY KEY("tenant_id","connection_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "bank_accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"identity_key" text NOT NULL,
	"name" varchar(120) NOT NULL,
	"institution_name" varchar(200),
	"type" varchar(60),
	"currency" text NOT NULL,
	"number" text,
	"last_four" varchar(4),
	"holder" text,
	"balance_minor" bigint,
	"balance_on" date,
	"mock" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_accounts_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "bank_accounts_identity_key" UNIQUE("tenant_id","identity_key")
);
--> statement-breakpoint
CREATE TABLE "bank_connections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid,
	"provider" text NOT NULL,
	"institution_id" varchar(200),
	"institution_name" varchar(200),
	"status" text DEFAULT 'pending' NOT NULL,
	"external_id" varchar(300),
	"access_token" text,
	"refresh_token" text,
	"consent_ends_at" timestamp with time zone,
	"cursor" text,
	"last_code" text,
	"checked_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"paused_until" timestamp with time zone,
	"mock" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_connections_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "bank_number_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"secret" text NOT NULL,
	CONSTRAINT "bank_number_keys_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "bank_transaction_ids" (
	"tenant_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"source" text NOT NULL,
	"scope" varchar(300) NOT NULL,
	"external_key" varchar(400) NOT NULL,
	"transaction_id" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"booked_on" date NOT NULL,
	"whole_day" boolean NOT NULL,
	CONSTRAINT "bank_transaction_ids_tenant_id_account_id_source_scope_external_key_pk" PRIMARY KEY("tenant_id","account_id","source","scope","external_key")
);
--> statement-breakpoint
CREATE TABLE "bank_transactions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"source" text NOT NULL,
	"status" text NOT NULL,
	"booked_on" date NOT NULL,
	"value_on" date,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"counterparty" text,
	"reference" text,
	"reference_key" text GENERATED ALWAYS AS (upper(regexp_replace(reference, '[^[:alnum:]]', '', 'g'))) STORED,
	"description" text,
	"end_to_end_id" text,
	"bank_reference" text,
	"match_state" text DEFAULT 'new' NOT NULL,
	"match_reason" text,
	"match_since" timestamp with time zone DEFAULT now() NOT NULL,
	"note" varchar(2000),
	"removed_at" timestamp with time zone,
	"mock" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bank_transactions_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "bank_transactions_reason" CHECK (match_state <> 'ignored' or match_reason is not null)
);
--> statement-breakpoint
CREATE TABLE "statement_files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"mapping_id" uuid,
	"file_name" varchar(200) NOT NULL,
	"format" text NOT NULL,
	"file_hash" text NOT NULL,
	"part" integer NOT NULL,
	"first_day" date,
	"last_day" date,
	"currency" text NOT NULL,
	"opening_minor" bigint,
	"closing_minor" bigint,
	"difference_minor" bigint,
	"lines" integer NOT NULL,
	"added" integer NOT NULL,
	"changed" integer NOT NULL,
	"imported_by" varchar(100) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "statement_files_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "statement_files_once" UNIQUE("tenant_id","account_id","file_hash","part")
);
--> statement-breakpoint
CREATE TABLE "statement_mappings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" varchar(120) NOT NULL,
	"head_key" text,
	"mapping" jsonb NOT NULL,
	"created_by" varchar(100) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "statement_mappings_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "statement_mappings_name_key" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
ALTER TABLE "bank_account_links" ADD CONSTRAINT "bank_account_links_tenant_id_connection_id_bank_connections_tenant_id_id_fk" FOREIGN KEY ("tenant_id","connection_id") REFERENCES "public"."bank_connections"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_account_links" ADD CONSTRAINT "bank_account_links_tenant_id_account_id_bank_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."bank_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_connections" ADD CONSTRAINT "bank_connections_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_transaction_ids" ADD CONSTRAINT "bank_transaction_ids_tenant_id_transaction_id_bank_transactions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","transaction_id") REFERENCES "public"."bank_transactions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_transactions" ADD CONSTRAINT "bank_transactions_tenant_id_account_id_bank_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."bank_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_files" ADD CONSTRAINT "statement_files_tenant_id_account_id_bank_accounts_tenant_id_id_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "public"."bank_accounts"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_files" ADD CONSTRAINT "statement_files_tenant_id_mapping_id_statement_mappings_tenant_id_id_fk" FOREIGN KEY ("tenant_id","mapping_id") REFERENCES "public"."statement_mappings"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bank_account_links_account" ON "bank_account_links" USING btree ("tenant_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_connections_external" ON "bank_connections" USING btree ("tenant_id","provider","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "bank_transaction_ids_transaction" ON "bank_transaction_ids" USING btree ("tenant_id","transaction_id");--> statement-breakpoint
CREATE INDEX "bank_transactions_newest" ON "bank_transactions" USING btree ("tenant_id","booked_on","id");--> statement-breakpoint
CREATE INDEX "bank_transactions_account" ON "bank_transactions" USING btree ("tenant_id","account_id","booked_on","id");--> statement-breakpoint
CREATE INDEX "bank_transactions_open" ON "bank_transactions" USING btree ("tenant_id","currency","amount_minor") WHERE match_state in ('new', 'proposed', 'unmatched') and removed_at is null;--> statement-breakpoint
CREATE INDEX "statement_files_newest" ON "statement_files" USING btree ("tenant_id","created_at","id");
--> statement-breakpoint
-- Row security, grants and rules of bank accounts and their lines.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bank_connections', 'bank_number_keys', 'bank_accounts', 'bank_account_links', 'bank_transactions',
    'bank_transaction_ids', 'statement_mappings', 'statement_files'] LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO countersign_app', name);
  END LOOP;
  GRANT DELETE ON bank_transaction_ids, statement_mappings TO countersign_app;
  REVOKE UPDATE ON statement_files FROM countersign_app;
  PERFORM make_append_only('statement_files');
END $$;
--> statement-breakpoint

-- What a line is of never changes; a posted line is never pending again; the amount of a matched line stands.
CREATE FUNCTION guard_bank_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.tenant_id, NEW.account_id, NEW.currency, NEW.mock) IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.account_id, OLD.currency, OLD.mock) THEN
    RAISE EXCEPTION 'bank line %: account and currency are fixed', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'posted' AND NEW.status = 'pending' THEN
    RAISE EXCEPTION 'bank line %: it has posted', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.match_state <> NEW.match_state AND NOT ((OLD.match_state, NEW.match_state) IN (('new', 'proposed'), ('new', 'matched'), ('new', 'ignored'),
    ('new', 'unmatched'), ('proposed', 'new'), ('proposed', 'matched'), ('proposed', 'ignored'), ('proposed', 'unmatched'), ('matched', 'new'),
    ('matched', 'unmatched'), ('ignored', 'new'), ('unmatched', 'new'), ('unmatched', 'proposed'), ('unmatched', 'matched'), ('unmatched', 'ignored'))) THEN
    RAISE EXCEPTION 'bank line %: % to % is no move', OLD.id, OLD.match_state, NEW.match_state USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.match_state = 'matched' AND NEW.match_state = 'matched' AND NEW.amount_minor <> OLD.amount_minor THEN
    RAISE EXCEPTION 'bank line %: its amount is matched', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_bank_line BEFORE UPDATE ON bank_transactions FOR EACH ROW EXECUTE FUNCTION guard_bank_line();
--> statement-breakpoint

CREATE FUNCTION guard_bank_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.tenant_id, NEW.currency, NEW.mock) IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.currency, OLD.mock) THEN
    RAISE EXCEPTION 'bank account %: its currency is fixed', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_bank_account BEFORE UPDATE ON bank_accounts FOR EACH ROW EXECUTE FUNCTION guard_bank_account();
--> statement-breakpoint

-- A line and its ids are of one account.
CREATE FUNCTION guard_bank_line_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added a JOIN bank_transactions t ON t.tenant_id = a.tenant_id AND t.id = a.transaction_id WHERE t.account_id <> a.account_id) THEN
    RAISE EXCEPTION 'an id of a bank line names a line of another account' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_bank_line_id AFTER INSERT ON bank_transaction_ids REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION guard_bank_line_id();
--> statement-breakpoint
CREATE TRIGGER guard_bank_line_moved AFTER UPDATE ON bank_transaction_ids REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION guard_bank_line_id();
--> statement-breakpoint

-- Importing a statement says what was paid: it is power over money (domain/banking/area.ts).
CREATE OR REPLACE FUNCTION power_permissions(p_roles text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT permission ORDER BY permission), '{}') FROM unnest(p_roles) AS role,
    unnest(CASE role
      WHEN 'reviewer' THEN ARRAY['review:decide']
      WHEN 'admin' THEN ARRAY['review:decide', 'bookings:verify', 'bookings:manage', 'integrations:manage', 'policies:manage',
        'money:stop', 'admin:users', 'admin:config', 'admin:api-keys', 'banking:manage']
      WHEN 'super_user' THEN ARRAY['money:stop', 'money:stop-all', 'codec:token', 'admin:users', 'admin:config', 'admin:tenants', 'admin:keys']
      ELSE ARRAY[]::text[] END) AS permission
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION power_scopes() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['admin:api-keys', 'admin:config', 'admin:keys', 'admin:tenants', 'admin:users', 'banking:manage', 'bookings:manage', 'bookings:verify',
    'codec:token', 'integrations:manage', 'money:stop', 'money:stop-all', 'policies:manage', 'review:decide']
$$;
