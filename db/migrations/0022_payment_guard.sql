-- A booking is Confirmed by a payment that agrees with it, or by a decision that says why it is accepted all the same.
-- Everything here acts on new changes: rows confirmed before stay as they are.

-- Amount, currency and time, as domain/bookings/paymentFaults.ts compares them: to the millisecond.
CREATE FUNCTION payment_pays(p payments, b bookings) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p.amount_minor = b.total_minor AND p.currency = b.currency
    AND date_trunc('milliseconds', p.paid_at) >= date_trunc('milliseconds', b.pending_since)
    AND date_trunc('milliseconds', p.paid_at) < date_trunc('milliseconds', b.expires_at) $$;
--> statement-breakpoint
-- A person decided about this very payment and booking, and gave a reason.
CREATE FUNCTION payment_accepted(p payments) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM decision_requests r
    JOIN review_decisions d ON d.tenant_id = r.tenant_id AND d.task_id = r.task_id AND d.request_id = r.id
    JOIN review_tasks t ON t.tenant_id = d.tenant_id AND t.id = d.task_id
    JOIN processes o ON o.tenant_id = t.tenant_id AND o.id = t.process_id
    WHERE r.tenant_id = p.tenant_id AND r.id = p.accepted_request_id AND d.decision IN ('approved', 'modified')
      AND length(btrim(coalesce(d.override_reason, ''))) BETWEEN 10 AND 1000 AND d.payee = p.booking_id
      AND (t.kind = 'booking_payment' AND t.gate = 'payment/' || p.payment_id
        OR t.kind = 'unmatched_payment' AND starts_with(o.key, p.payment_id || '/'))) $$;
--> statement-breakpoint

-- Checked when the transaction ends: the decision is written behind its effect.
CREATE FUNCTION check_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM payments p, bookings b
    WHERE b.tenant_id = NEW.tenant_id AND b.booking_id = NEW.booking_id AND p.tenant_id = b.tenant_id AND p.payment_id = b.payment_id
      AND p.booking_id = b.booking_id AND p.status = 'verified' AND (payment_pays(p, b) OR payment_accepted(p))) THEN
    RAISE EXCEPTION 'bookings: % is not paid by a verified payment that agrees with it, and nobody accepted it with a reason', NEW.booking_id
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER check_confirmation AFTER UPDATE ON bookings DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status <> NEW.status AND NEW.status = 'Confirmed') EXECUTE FUNCTION check_confirmation();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER check_confirmation_insert AFTER INSERT ON bookings DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'Confirmed') EXECUTE FUNCTION check_confirmation();
--> statement-breakpoint
CREATE FUNCTION check_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM payments p, bookings b
    WHERE p.tenant_id = NEW.tenant_id AND p.payment_id = NEW.payment_id AND b.tenant_id = p.tenant_id AND b.booking_id = p.booking_id
      AND (payment_pays(p, b) OR payment_accepted(p))) THEN
    RAISE EXCEPTION 'payments: % does not agree with its booking, and nobody accepted it with a reason', NEW.payment_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER check_verification AFTER UPDATE ON payments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status <> NEW.status AND NEW.status = 'verified' AND NEW.booking_id IS NOT NULL) EXECUTE FUNCTION check_verification();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER check_verification_insert AFTER INSERT ON payments DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.status = 'verified' AND NEW.booking_id IS NOT NULL) EXECUTE FUNCTION check_verification();
--> statement-breakpoint

-- What paid a booking, and what it cost, never changes afterwards.
CREATE FUNCTION guard_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: what is paid never changes', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER guard_paid BEFORE UPDATE ON payments FOR EACH ROW
  WHEN (OLD.status = 'verified' AND (OLD.booking_id, OLD.paid_at, OLD.accepted_request_id, OLD.evidence) IS DISTINCT FROM
    (NEW.booking_id, NEW.paid_at, NEW.accepted_request_id, NEW.evidence)) EXECUTE FUNCTION guard_paid();
--> statement-breakpoint
CREATE TRIGGER guard_paid BEFORE UPDATE ON bookings FOR EACH ROW
  WHEN (OLD.status = 'Confirmed' AND (OLD.payment_id, OLD.total_minor, OLD.currency, OLD.pending_since, OLD.expires_at) IS DISTINCT FROM
    (NEW.payment_id, NEW.total_minor, NEW.currency, NEW.pending_since, NEW.expires_at)) EXECUTE FUNCTION guard_paid();
--> statement-breakpoint

-- One mail and one transfer hold one booking. Hashed, because a Message-ID may be longer than an index takes.
CREATE UNIQUE INDEX payments_one_message ON payments (tenant_id, md5(evidence #>> '{mail,messageId}')) WHERE status IN ('matched', 'verified');
--> statement-breakpoint
CREATE INDEX payments_message ON payments (tenant_id, md5(evidence #>> '{mail,messageId}'));
--> statement-breakpoint
CREATE INDEX payments_digest ON payments (tenant_id, md5(evidence #>> '{mail,contentDigest}'));
