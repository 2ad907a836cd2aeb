-- As before, and for a card that took the place of one which did not say everything: its gate is payment/<id>/2.
CREATE OR REPLACE FUNCTION payment_accepted(p payments) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM decision_requests r
    JOIN review_decisions d ON d.tenant_id = r.tenant_id AND d.task_id = r.task_id AND d.request_id = r.id
    JOIN review_tasks t ON t.tenant_id = d.tenant_id AND t.id = d.task_id
    JOIN processes o ON o.tenant_id = t.tenant_id AND o.id = t.process_id
    WHERE r.tenant_id = p.tenant_id AND r.id = p.accepted_request_id AND d.decision IN ('approved', 'modified')
      AND length(btrim(coalesce(d.override_reason, ''))) BETWEEN 10 AND 1000 AND d.payee = p.booking_id
      AND (t.kind = 'booking_payment' AND starts_with(t.gate || '/', 'payment/' || p.payment_id || '/')
        OR t.kind = 'unmatched_payment' AND starts_with(o.key, p.payment_id || '/'))) $$;
