-- What drizzle's schema cannot say: row security, grants, append-only tables, the event chain, money triggers, vector search.
-- Group roles countersign_app and countersign_platform are made by db/roles.ts before migrations run.

CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE
AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
--> statement-breakpoint

-- The one way a tenant-owned table is protected; later migrations call it for their tables.
CREATE FUNCTION protect_tenant_table(table_name text, column_name text DEFAULT 'tenant_id') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
  EXECUTE format('CREATE POLICY own_tenant ON %I USING (%I = (SELECT current_tenant())) WITH CHECK (%I = (SELECT current_tenant()))',
    table_name, column_name, column_name);
END $$;
--> statement-breakpoint

-- A table that the platform login reads across tenants, with the grants it needs.
CREATE FUNCTION open_platform_door(table_name text, privileges text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY platform_door ON %I TO countersign_platform USING (true) WITH CHECK (true)', table_name);
  EXECUTE format('GRANT %s ON %I TO countersign_platform', privileges, table_name);
END $$;
--> statement-breakpoint

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint

CREATE FUNCTION make_append_only(table_name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', table_name);
  EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', table_name);
END $$;
--> statement-breakpoint

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenant_settings', 'users', 'processes', 'outbox', 'events', 'event_heads', 'idempotency_keys',
    'webhook_events', 'queue_messages', 'review_snapshots', 'review_tasks', 'decision_requests', 'review_decisions',
    'money_commands', 'money_exposures', 'ledger_accounts', 'ledger_transactions', 'ledger_entries', 'reconciliation_items',
    'workflow_states', 'dispute_resolutions', 'company_policies', 'policy_documents', 'llm_usage', 'llm_budgets', 'answer_cache',
    'notifications']
  LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO countersign_app', name);
  END LOOP;
  PERFORM protect_tenant_table('tenants', 'id');
  GRANT SELECT ON tenants TO countersign_app;
  FOREACH name IN ARRAY ARRAY['answer_cache', 'company_policies', 'policy_documents', 'idempotency_keys'] LOOP
    EXECUTE format('GRANT DELETE ON %I TO countersign_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['events', 'ledger_transactions', 'ledger_entries', 'review_snapshots', 'review_decisions'] LOOP
    EXECUTE format('REVOKE UPDATE ON %I FROM countersign_app', name);
    PERFORM make_append_only(name);
  END LOOP;
  REVOKE INSERT ON events FROM countersign_app;
  REVOKE INSERT, UPDATE ON event_heads FROM countersign_app;
END $$;
--> statement-breakpoint

-- money_stops: a row without tenant stops everybody, so every tenant may read it and only the platform may write it.
ALTER TABLE money_stops ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE money_stops FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY read_own_and_global ON money_stops FOR SELECT USING (tenant_id IS NULL OR tenant_id = (SELECT current_tenant()));
--> statement-breakpoint
CREATE POLICY write_own ON money_stops FOR INSERT WITH CHECK (tenant_id = (SELECT current_tenant()));
--> statement-breakpoint
CREATE POLICY end_own ON money_stops FOR UPDATE USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON money_stops TO countersign_app;
--> statement-breakpoint

SELECT open_platform_door('tenants', 'SELECT'),
       open_platform_door('users', 'SELECT'),
       open_platform_door('processes', 'SELECT, UPDATE'),
       open_platform_door('outbox', 'SELECT, UPDATE'),
       open_platform_door('money_stops', 'SELECT, INSERT, UPDATE'),
       open_platform_door('money_commands', 'SELECT'),
       open_platform_door('event_heads', 'SELECT');
--> statement-breakpoint

-- Event chain. The head's row lock is taken here, so callers append last in their transaction.
CREATE FUNCTION event_hash(previous text, sequence bigint, type text, actor text, subject text, occurred_at timestamptz, data_digest text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(previous, sequence, type, actor, subject,
    (extract(epoch FROM occurred_at) * 1000000)::bigint, data_digest)::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION event_data_digest(salt uuid, data jsonb) RETURNS text LANGUAGE sql IMMUTABLE
AS $$ SELECT encode(sha256(convert_to(salt::text || data::text, 'UTF8')), 'hex') $$;
--> statement-breakpoint
CREATE FUNCTION append_event(p_type text, p_actor text, p_subject text, p_data jsonb, p_request_id text, p_workflow_id text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_tenant uuid := current_tenant();
  v_sequence bigint;
  v_previous text;
  v_salt uuid := gen_random_uuid();
  v_digest text := event_data_digest(v_salt, p_data);
  v_now timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_hash text;
BEGIN
  IF v_tenant IS NULL THEN RAISE EXCEPTION 'append_event needs a tenant'; END IF;
  INSERT INTO event_heads (tenant_id, sequence, hash) VALUES (v_tenant, 0, 'genesis') ON CONFLICT DO NOTHING;
  SELECT sequence + 1, hash INTO v_sequence, v_previous FROM event_heads WHERE tenant_id = v_tenant FOR UPDATE;
  v_hash := event_hash(v_previous, v_sequence, p_type, p_actor, p_subject, v_now, v_digest);
  INSERT INTO events (tenant_id, sequence, type, actor, subject, data, salt, data_digest, previous_hash, hash, request_id, workflow_id, occurred_at)
  VALUES (v_tenant, v_sequence, p_type, p_actor, p_subject, p_data, v_salt, v_digest, v_previous, v_hash, p_request_id, p_workflow_id, v_now);
  UPDATE event_heads SET sequence = v_sequence, hash = v_hash WHERE tenant_id = v_tenant;
  RETURN v_sequence;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION append_event(text, text, text, jsonb, text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION append_event(text, text, text, jsonb, text, text) TO countersign_app;
--> statement-breakpoint

-- Sequence numbers of the current tenant whose link, digest or data no longer fits; a cut tail shows against the head.
CREATE FUNCTION broken_events() RETURNS TABLE (sequence bigint, problem text) LANGUAGE sql STABLE AS $$
  SELECT e.sequence, CASE
      WHEN e.previous_hash <> coalesce(lag(e.hash) OVER w, 'genesis') OR e.sequence <> coalesce(lag(e.sequence) OVER w, 0) + 1 THEN 'link'
      WHEN e.data_digest <> event_data_digest(e.salt, e.data) THEN 'data'
      WHEN e.hash <> event_hash(e.previous_hash, e.sequence, e.type, e.actor, e.subject, e.occurred_at, e.data_digest) THEN 'hash'
    END
  FROM events e WINDOW w AS (ORDER BY e.sequence)
$$;
--> statement-breakpoint

-- Ledger: every transaction sums to 0 per currency, checked when the database transaction commits.
CREATE FUNCTION check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_entries WHERE transaction_id = NEW.transaction_id GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to 0', NEW.transaction_id USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM ledger_accounts WHERE id = NEW.account_id AND currency = NEW.currency) THEN
    RAISE EXCEPTION 'entry currency % differs from its account', NEW.currency USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER ledger_balance AFTER INSERT ON ledger_entries DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_ledger_balance();
--> statement-breakpoint
CREATE VIEW ledger_balances WITH (security_invoker = true) AS
  SELECT e.tenant_id, a.code, e.currency, sum(e.amount_minor)::bigint AS balance_minor
  FROM ledger_entries e JOIN ledger_accounts a ON a.tenant_id = e.tenant_id AND a.id = e.account_id
  GROUP BY e.tenant_id, a.code, e.currency;
--> statement-breakpoint
GRANT SELECT ON ledger_balances TO countersign_app;
--> statement-breakpoint

ALTER TABLE money_exposures ADD CONSTRAINT money_exposures_bound
  CHECK (open_minor >= 0 AND applied_minor >= 0 AND elsewhere_minor >= 0 AND open_minor + applied_minor + elsewhere_minor <= limit_minor);
--> statement-breakpoint
ALTER TABLE money_commands ADD CONSTRAINT money_commands_amount CHECK (amount_minor > 0);
--> statement-breakpoint

-- A money command is what was approved, and moves through its states only.
CREATE FUNCTION check_money_command() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v review_decisions;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT * INTO v FROM review_decisions WHERE tenant_id = NEW.tenant_id AND id = NEW.decision_id;
    IF v.id IS NULL OR v.decision NOT IN ('approved', 'modified') OR v.approved_minor IS DISTINCT FROM NEW.amount_minor
      OR v.currency IS DISTINCT FROM NEW.currency OR v.payee IS DISTINCT FROM NEW.payee THEN
      RAISE EXCEPTION 'money command differs from its approval' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tenant_id, NEW.decision_id, NEW.leg, NEW.vendor, NEW.idempotency_key, NEW.payee, NEW.amount_minor, NEW.currency, NEW.parameters::text, NEW.api_version)
    IS DISTINCT FROM (OLD.tenant_id, OLD.decision_id, OLD.leg, OLD.vendor, OLD.idempotency_key, OLD.payee, OLD.amount_minor, OLD.currency, OLD.parameters::text, OLD.api_version) THEN
    RAISE EXCEPTION 'money command % is fixed once intended', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('intended', 'attempting'), ('intended', 'refused'), ('attempting', 'applied'),
    ('attempting', 'refused'), ('attempting', 'unknown'), ('unknown', 'attempting'), ('unknown', 'applied'), ('unknown', 'refused')) THEN
    RAISE EXCEPTION 'money command % cannot go from % to %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER money_command_rules BEFORE INSERT OR UPDATE ON money_commands FOR EACH ROW EXECUTE FUNCTION check_money_command();
--> statement-breakpoint

-- A finished review task stays as it was decided.
CREATE FUNCTION check_review_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'pending' AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'review task % is already %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER review_task_rules BEFORE UPDATE ON review_tasks FOR EACH ROW EXECUTE FUNCTION check_review_task();
--> statement-breakpoint

-- Wakes the dispatcher for what is due; a row that its writer delivers itself is due later and only polled for.
CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('outbox', ''); RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER outbox_wakes_dispatcher AFTER INSERT ON outbox FOR EACH ROW WHEN (NEW.due_at <= now()) EXECUTE FUNCTION notify_outbox();
--> statement-breakpoint

-- Vector search. Embeddings are normalised real[]; similarity is their inner product, 1 = identical.
-- With pgvector an HNSW index over the cast serves; without it the same function scans exactly.
CREATE FUNCTION embedding_similarity(a real[], b real[]) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(x::double precision * y::double precision), 0) FROM unnest(a, b) AS pairs(x, y)
$$;
--> statement-breakpoint
DO $$
DECLARE has_vector boolean := false; name text;
BEGIN
  IF EXISTS (SELECT 1 FROM pg_available_extensions WHERE pg_available_extensions.name = 'vector') THEN
    BEGIN
      CREATE EXTENSION IF NOT EXISTS vector;
      has_vector := true;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE WARNING 'pgvector is available but this login may not create it; searching exactly';
    END;
  END IF;
  FOREACH name IN ARRAY ARRAY['dispute_resolutions', 'company_policies'] LOOP
    IF has_vector THEN
      EXECUTE format('CREATE INDEX %I ON %I USING hnsw ((embedding::vector(1536)) vector_ip_ops)', name || '_hnsw', name);
      EXECUTE format($f$CREATE FUNCTION %I(query real[], model text, is_mock boolean, max_rows integer)
        RETURNS TABLE (id uuid, similarity double precision) LANGUAGE sql STABLE SET hnsw.ef_search = 400 SET hnsw.iterative_scan = 'strict_order' AS $q$
          SELECT t.id, -((t.embedding::vector(1536)) <#> (query::vector(1536))) FROM %I t
          WHERE t.embedding_model = model AND t.mock = is_mock ORDER BY (t.embedding::vector(1536)) <#> (query::vector(1536)) LIMIT max_rows $q$ $f$,
        'nearest_' || name, name);
    ELSE
      EXECUTE format($f$CREATE FUNCTION %I(query real[], model text, is_mock boolean, max_rows integer)
        RETURNS TABLE (id uuid, similarity double precision) LANGUAGE sql STABLE AS $q$
          SELECT t.id, embedding_similarity(t.embedding, query) FROM %I t
          WHERE t.embedding_model = model AND t.mock = is_mock ORDER BY 2 DESC, t.id LIMIT max_rows $q$ $f$,
        'nearest_' || name, name);
    END IF;
  END LOOP;
END $$;
