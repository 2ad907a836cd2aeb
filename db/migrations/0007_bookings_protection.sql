-- Row security, grants, state machines and readable amounts of bookings, payments and mailboxes.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['properties', 'booking_numbers', 'bookings', 'booking_slots', 'payments', 'messages',
    'gmail_connections', 'gmail_messages'] LOOP
    PERFORM protect_tenant_table(name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO countersign_app', name);
  END LOOP;
  GRANT DELETE ON booking_slots, messages TO countersign_app;
END $$;
--> statement-breakpoint
-- Both tables exist now, so the second of the two references between them can be made.
ALTER TABLE bookings ADD CONSTRAINT bookings_payment_fk FOREIGN KEY (tenant_id, payment_id) REFERENCES payments (tenant_id, payment_id);
--> statement-breakpoint

-- Digits after the decimal point; the currencies of domain/money/money.ts that have not two.
CREATE FUNCTION minor_exponent(currency text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0
    WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3 ELSE 2 END $$;
--> statement-breakpoint
-- For people who read the tables: major units under the names they know. Code works with the minor units beside them.
ALTER TABLE payments ADD COLUMN amount numeric GENERATED ALWAYS AS (round(amount_minor / power(10::numeric, minor_exponent(currency)), minor_exponent(currency))) STORED;
--> statement-breakpoint
ALTER TABLE bookings ADD COLUMN total_cost numeric GENERATED ALWAYS AS (round(total_minor / power(10::numeric, minor_exponent(currency)), minor_exponent(currency))) STORED;
--> statement-breakpoint

-- The state machines of domain/bookings/states.ts; what was paid and by which mail never changes.
CREATE FUNCTION guard_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> NEW.status AND NOT ((OLD.status, NEW.status) IN (('Pending', 'Waiting'), ('Pending', 'Confirmed'),
    ('Pending', 'Expired'), ('Pending', 'Cancelled'), ('Waiting', 'Confirmed'), ('Waiting', 'Pending'), ('Waiting', 'Cancelled'),
    ('Expired', 'Waiting'), ('Expired', 'Confirmed'))) THEN
    RAISE EXCEPTION 'bookings: % to % is no move', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.status = 'Confirmed') <> (NEW.payment_id IS NOT NULL) THEN
    RAISE EXCEPTION 'bookings: a booking is Confirmed exactly when a payment has paid it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_booking BEFORE UPDATE ON bookings FOR EACH ROW EXECUTE FUNCTION guard_booking();
--> statement-breakpoint
CREATE FUNCTION guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> NEW.status AND NOT ((OLD.status, NEW.status) IN (('pending', 'matched'), ('pending', 'verified'),
    ('pending', 'unmatched'), ('pending', 'rejected'), ('matched', 'verified'), ('matched', 'rejected'), ('matched', 'unmatched'),
    ('unmatched', 'matched'), ('unmatched', 'rejected'))) THEN
    RAISE EXCEPTION 'payments: % to % is no move', OLD.status, NEW.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.amount_minor, NEW.currency, NEW.transaction_id, NEW.email_id, NEW.source)
    IS DISTINCT FROM (OLD.amount_minor, OLD.currency, OLD.transaction_id, OLD.email_id, OLD.source) THEN
    RAISE EXCEPTION 'payments: what was paid never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_payment BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION guard_payment();
--> statement-breakpoint

ALTER TABLE tenant_settings
  ADD CONSTRAINT tenant_settings_bookings CHECK (
    (verification_mode IS NULL OR verification_mode IN ('automated', 'manual', 'hybrid'))
    AND auto_confirm_min_confidence BETWEEN 0 AND 100 AND booking_expiration_minutes BETWEEN 1 AND 1440);
--> statement-breakpoint

CREATE TRIGGER live_insert AFTER INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION notify_live('bookings', 'booking_id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON bookings FOR EACH ROW WHEN (OLD.status <> NEW.status)
  EXECUTE FUNCTION notify_live('bookings', 'booking_id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_insert AFTER INSERT ON payments FOR EACH ROW EXECUTE FUNCTION notify_live('payments', 'payment_id', 'status');
--> statement-breakpoint
CREATE TRIGGER live_update AFTER UPDATE ON payments FOR EACH ROW WHEN (OLD.status <> NEW.status)
  EXECUTE FUNCTION notify_live('payments', 'payment_id', 'status');
