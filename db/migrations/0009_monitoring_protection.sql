-- Row security and grants of what the platform counts, alerts about and reports.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['counter_minutes', 'job_runs', 'alert_rules', 'alerts', 'daily_reports'] LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO countersign_app', name);
  END LOOP;
  GRANT DELETE ON counter_minutes, job_runs TO countersign_app;
END $$;
--> statement-breakpoint
ALTER TABLE alert_rules ADD CONSTRAINT alert_rules_threshold CHECK (threshold >= 0);
