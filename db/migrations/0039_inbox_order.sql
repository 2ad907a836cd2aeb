CREATE TABLE "currency_rates" (
	"tenant_id" uuid NOT NULL,
	"base" text NOT NULL,
	"currency" text NOT NULL,
	"valid_from" date NOT NULL,
	"rate" numeric NOT NULL,
	"actor" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "currency_rates_tenant_id_base_currency_valid_from_pk" PRIMARY KEY("tenant_id","base","currency","valid_from")
);
--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "base_currency" text;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "worth_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "review_tasks" ADD COLUMN "hold_ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "review_tasks" ALTER COLUMN "search_text" SET DEFAULT '';--> statement-breakpoint
SELECT protect_tenant_table('currency_rates');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON currency_rates TO countersign_app;
--> statement-breakpoint
ALTER TABLE currency_rates ADD CONSTRAINT currency_rates_rate CHECK (rate > 0),
  ADD CONSTRAINT currency_rates_codes CHECK (base ~ '^[A-Z]{3}$' AND currency ~ '^[A-Z]{3}$' AND base <> currency);
--> statement-breakpoint
-- Row security binds the owner of the tables too, so it rests while the tasks of before are made as new ones are.
ALTER TABLE review_tasks NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE review_snapshots NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE bookings NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Holds that a decision could still keep: the task's own booking, or the first to end of those that may be meant.
UPDATE review_tasks t SET hold_ends_at = (
  SELECT min(b.expires_at) FROM bookings b WHERE b.tenant_id = t.tenant_id AND b.status = 'Pending' AND b.expires_at > now()
    AND (b.booking_id = t.subject OR b.booking_id IN (SELECT c ->> 'booking_id' FROM review_snapshots s,
      jsonb_array_elements(CASE jsonb_typeof(s.canonical_json::jsonb -> 'candidates') WHEN 'array' THEN s.canonical_json::jsonb -> 'candidates' ELSE '[]' END) c
      WHERE s.id = t.snapshot_id)))
  WHERE t.state = 'pending' AND t.kind IN ('booking_payment', 'unmatched_payment');
--> statement-breakpoint
-- The rates that are shipped (domain/reviews/rates.ts) as they are today; no tenant has others yet.
UPDATE review_tasks t SET worth_minor = least(9007199254740991, trunc(abs(t.at_risk_minor) * coalesce(r.rate, 1) * 100 / 10 ^ minor_exponent(coalesce(t.currency, 'USD')))::bigint)
  FROM review_tasks o LEFT JOIN (VALUES ('USD', 1), ('AED', 0.2723), ('AUD', 0.669), ('BDT', 0.00819), ('BHD', 2.653), ('BRL', 0.182), ('CAD', 0.729), ('CHF', 1.263), ('CNY', 0.143), ('CZK', 0.0485), ('DKK', 0.157), ('EGP', 0.021), ('EUR', 1.173), ('GBP', 1.346), ('HKD', 0.1284), ('HUF', 0.00305), ('IDR', 0.00006), ('ILS', 0.313), ('INR', 0.0111), ('JOD', 1.41), ('JPY', 0.00638), ('KES', 0.00775), ('KRW', 0.00069), ('KWD', 3.25), ('LKR', 0.00323), ('MXN', 0.0556), ('MYR', 0.246), ('NGN', 0.00069), ('NOK', 0.0993), ('NPR', 0.00694), ('NZD', 0.576), ('OMR', 2.6), ('PHP', 0.017), ('PKR', 0.00357), ('PLN', 0.278), ('QAR', 0.2747), ('SAR', 0.2666), ('SEK', 0.1085), ('SGD', 0.778), ('THB', 0.0318), ('TRY', 0.0233), ('VND', 0.000038), ('ZAR', 0.0604)) AS r (currency, rate) ON r.currency = o.currency
  WHERE o.id = t.id;
--> statement-breakpoint
UPDATE review_tasks SET priority = log(2.0, 1 + worth_minor * greatest(0.05, 1 - coalesce(confidence, 0))::numeric)::double precision
    - extract(epoch FROM least(coalesce(expires_at, created_at + interval '7 days'), CASE WHEN hold_ends_at > created_at THEN hold_ends_at END))::double precision / 86400
  WHERE state = 'pending';
--> statement-breakpoint
-- What a search finds tasks of before by: the words and numbers that were shown, without the names of fields.
UPDATE review_tasks t SET search_text = left(lower(concat_ws(E'\n', t.subject, t.title, t.subtitle,
    CASE WHEN t.currency IS NOT NULL THEN trim_scale((t.at_risk_minor / 10 ^ minor_exponent(t.currency))::numeric)::text || E'\n'
      || round((t.at_risk_minor / 10 ^ minor_exponent(t.currency))::numeric, minor_exponent(t.currency))::text END,
    (SELECT string_agg(value #>> '{}', E'\n') FROM review_snapshots s,
      jsonb_path_query(s.canonical_json::jsonb, 'strict $.**?(@.type() == "string")') AS value WHERE s.id = t.snapshot_id))), 2000)
  WHERE search_text IS NULL;
--> statement-breakpoint
ALTER TABLE bookings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE review_snapshots FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE review_tasks FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "review_tasks" ALTER COLUMN "search_text" SET NOT NULL;--> statement-breakpoint
-- Whoever writes a task without its words finds it by its subject.
CREATE FUNCTION fill_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_text := lower(NEW.subject);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER fill_search_text BEFORE INSERT ON review_tasks FOR EACH ROW WHEN (NEW.search_text = '') EXECUTE FUNCTION fill_search_text();
--> statement-breakpoint
CREATE INDEX "review_tasks_counts" ON "review_tasks" USING btree ("tenant_id","kind","reason","currency","at_risk_minor","owner_id","escalated_at") WHERE state = 'pending';
