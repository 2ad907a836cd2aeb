import type { AuditQuery } from '../slice.ts';

/** Refunds that count as paid. */
const PAID = `c.leg = 'refund' and c.state = 'applied' and c.failed_later_at is null`;
/** Commands whose money the ledger holds (`MONEY_LEGS`, movesMoney in domain/ledger/postings.ts). */
const MOVES = `c.leg in ('refund', 'invoice_payment', 'invoice_return')`;
/** What a command adds to what is exposed: one that takes back another takes it off. */
const EXPOSES = `case when c.leg = 'invoice_return' then -c.amount_minor else c.amount_minor end`;

/** What must never be true of refunds, their approvals, the ledger and what the vendor was sent. */
export const MONEY_AUDITS: AuditQuery[] = [
  {
    name: 'a refund was sent with another amount, currency or charge than a person approved',
    sql: `select c.id from money_commands c join review_decisions d on d.tenant_id = c.tenant_id and d.id = c.decision_id
      where (c.part = 0 and (c.amount_minor, c.currency, c.payee) is distinct from (d.approved_minor, d.currency, d.payee))
      or (c.vendor = 'stripe' and c.leg = 'refund' and c.parameters ? 'amount' and (c.parameters ->> 'charge' is distinct from c.payee
        or (c.parameters ->> 'amount')::numeric is distinct from stripe_units(c.amount_minor, c.currency)))`,
  },
  {
    name: 'a refund went to a charge that its reviewer was not shown',
    sql: `select c.id from money_commands c join review_decisions d on d.tenant_id = c.tenant_id and d.id = c.decision_id
      join review_snapshots s on s.tenant_id = d.tenant_id and s.id = d.snapshot_id
      where c.leg = 'refund' and s.canonical_json not like '%' || to_json(c.payee) || '%'`,
  },
  {
    name: 'a charge of another customer was refunded, and its warning was not shown or nobody said why',
    sql: `select c.id from money_commands c join review_decisions d on d.tenant_id = c.tenant_id and d.id = c.decision_id
      join workflow_states w on w.tenant_id = c.tenant_id and w.process_id = c.process_id
      join review_snapshots s on s.tenant_id = d.tenant_id and s.id = d.snapshot_id
      cross join lateral jsonb_array_elements(case jsonb_typeof(w.payment_data -> 'charges') when 'array' then w.payment_data -> 'charges' end) charge
      where c.leg = 'refund' and charge ->> 'chargeId' = c.payee and left(charge ->> 'customerId', 15) <> left(w.crm_data #>> '{dispute,customerId}', 15)
      and (s.canonical_json not like '%"code":"other_customer"%' or length(btrim(coalesce(d.override_reason, ''))) < 10)`,
  },
  {
    name: 'a charge that failed, was never captured or is in another currency was refunded',
    sql: `select c.id from money_commands c join workflow_states w on w.tenant_id = c.tenant_id and w.process_id = c.process_id
      cross join lateral jsonb_array_elements(case jsonb_typeof(w.payment_data -> 'charges') when 'array' then w.payment_data -> 'charges' end) charge
      where c.leg = 'refund' and charge ->> 'chargeId' = c.payee
      and (charge ->> 'currency' <> c.currency or charge ->> 'captured' = 'false' or coalesce(charge ->> 'status', 'succeeded') <> 'succeeded')`,
  },
  {
    name: 'one refund at the vendor belongs to two commands',
    sql: `select vendor_id from money_commands where vendor_id is not null group by vendor, vendor_id having count(*) > 1`,
  },
  {
    name: 'a case was paid twice and nobody allowed it',
    sql: `select w.case_id from money_commands c join workflow_states w on w.tenant_id = c.tenant_id and w.process_id = c.process_id
      join review_decisions d on d.tenant_id = c.tenant_id and d.id = c.decision_id where ${PAID}
      group by c.tenant_id, w.case_id having count(*) > 1 and count(*) filter (where not d.allow_repeat) > 1`,
  },
  {
    name: 'one case of the CRM was paid under two ids',
    sql: `select w.crm_data #>> '{dispute,caseId}' from money_commands c join workflow_states w on w.tenant_id = c.tenant_id and w.process_id = c.process_id
      where ${PAID} and w.crm_data #>> '{dispute,caseId}' is not null
      group by c.tenant_id, w.crm_data #>> '{dispute,caseId}' having count(distinct w.case_id) > 1`,
  },
  {
    name: 'what is paid back of a charge is not what its commands say, or is in another currency',
    sql: `select e.key from money_exposures e left join money_commands c on c.tenant_id = e.tenant_id and c.exposure_key = e.key and ${MOVES}
      group by e.id, e.key, e.applied_minor, e.open_minor, e.currency
      having e.applied_minor <> coalesce(sum(${EXPOSES}) filter (where c.state = 'applied' and c.failed_later_at is null), 0)
      or e.open_minor <> coalesce(sum(c.amount_minor) filter (where c.state in ('intended', 'attempting', 'unknown') and c.leg <> 'invoice_return'), 0)
      or bool_or(c.currency <> e.currency)`,
  },
  {
    name: 'the ledger tells another story of a refund than its command',
    sql: `select c.id from money_commands c left join ledger_transactions t on t.tenant_id = c.tenant_id and t.command_id = c.id where ${MOVES}
      group by c.id, c.state, c.failed_later_at
      having (c.state = 'applied') <> coalesce(bool_or(t.phase = 'posted'), false) or (c.state = 'refused') <> coalesce(bool_or(t.phase = 'voided'), false)
      or (c.failed_later_at is not null) <> coalesce(bool_or(t.phase = 'reversed'), false)`,
  },
  {
    name: 'a refund is known to have come back, its case is closed, and nobody was asked again',
    sql: `select e.object_id from webhook_events e join money_commands c on c.tenant_id = e.tenant_id and c.vendor_id = e.object_id and c.vendor = 'stripe'
      join workflow_states w on w.tenant_id = c.tenant_id and w.process_id = c.process_id
      where e.provider = 'stripe' and e.taken_at is null and ${PAID} and not exists (select 1 from workflow_states o
        where o.tenant_id = w.tenant_id and o.case_id = w.case_id and o.completed_at is null)`,
  },
  {
    name: 'a run used a simulated vendor and says that it did not',
    sql: `select w.process_id from workflow_states w where (not w.mock and (exists (select 1 from money_commands c
        where c.tenant_id = w.tenant_id and c.process_id = w.process_id and c.mock)
        or 'true' in (w.crm_data ->> 'mock', w.billing_data ->> 'mock', w.payment_data ->> 'mock')))
      or (w.mock and w.final_resolution ->> 'mock' = 'false')`,
  },
  {
    name: 'an invoice was recorded as paid with another amount, currency or number than was approved',
    sql: `select c.id from money_commands c join review_decisions d on d.tenant_id = c.tenant_id and d.id = c.decision_id
      left join invoices i on i.tenant_id = c.tenant_id and c.payee = 'invoice:' || i.id
      where c.leg = 'invoice_payment' and (i.id is null or i.currency <> c.currency or c.parameters ->> 'invoiceId' <> i.invoice_id::text
        or (c.parameters ->> 'amount')::numeric <> c.amount_minor / (10 ^ minor_exponent(c.currency))::numeric)`,
  },
  {
    name: 'more was recorded at invoices than was approved',
    sql: `select d.id from money_commands c join review_decisions d on d.tenant_id = c.tenant_id and d.id = c.decision_id
      where c.leg = 'invoice_payment' and c.state <> 'refused' group by d.id, d.approved_minor having sum(c.amount_minor) > d.approved_minor`,
  },
  {
    name: 'more was taken back of a payment than was recorded',
    sql: `select p.id from money_commands p join money_commands c on c.tenant_id = p.tenant_id and c.compensates_id = p.id and c.state <> 'refused'
      group by p.id, p.amount_minor, p.state, p.leg having sum(c.amount_minor) > p.amount_minor or p.state <> 'applied' or p.leg <> 'invoice_payment'`,
  },
  {
    name: 'the ledger does not sum to 0',
    sql: 'select currency from ledger_entries group by tenant_id, currency having sum(amount_minor) <> 0',
  },
  {
    name: 'money moved without an approval event',
    sql: `select c.id from money_commands c where not exists (select 1 from events e
      where e.type = 'review_decided' and e.data->>'decisionId' = c.decision_id::text)`,
  },
];
