import type { FindingKind } from '../../../domain/reconciliation/proof/findings.ts';

/** Of the clean world: the match that pays an invoice, its run, its command, its line. */
const matchOf = (number: string) =>
  `(select p.match_id from invoice_match_parts p join invoices i on i.id = p.invoice_id where i.number = '${number}')`;
const commandOf = (number: string) =>
  `(select c.id from money_commands c join invoices i on c.payee = 'invoice:' || i.id where i.number = '${number}' and c.part = 0)`;
const M1 = matchOf('INV-7000');
const C1 = commandOf('INV-7000');
const ledgerOf = (command: string) => `(select id from ledger_transactions where command_id = ${command})`;
const dropLedger = (command: string) => [
  `delete from ledger_entries where transaction_id in ${ledgerOf(command)}`,
  `delete from ledger_transactions where command_id = ${command}`,
];
const stateOf = (match: string, state: string) => [
  `update invoice_match_parts set state = '${state}' where match_id = ${match}`,
  `update invoice_matches set state = '${state}'${state === 'proposed' ? ', decided_at = null, decided_by = null, recorded_at = null' : state === 'approved' ? ', recorded_at = null' : ''} where id = ${match}`,
];
const copyOf = (table: string, where: string, changes: string) =>
  `insert into ${table} select (jsonb_populate_record(t, ${changes})).* from ${table} t where ${where}`;
const newLine = (amount: number, more = '{}') =>
  `insert into bank_transactions (id, tenant_id, account_id, source, status, booked_on, amount_minor, currency, counterparty, match_state)
   select coalesce(('${more}'::jsonb ->> 'id')::uuid, gen_random_uuid()), tenant_id, id, 'camt', 'posted', current_date - 1, ${amount}, 'USD', 'SOMEBODY',
   coalesce('${more}'::jsonb ->> 'match_state', 'new') from bank_accounts`;
const toldToo = (amount: number) => `update bank_accounts set balance_minor = balance_minor + ${amount}`;
const LINE = '00000000-0000-4000-8000-00000000aaaa';
const waits = (wait: string, reason: string) => [
  newLine(900, `{"id": "${LINE}", "match_state": "unmatched"}`),
  toldToo(900),
  `insert into unmatched_items (tenant_id, side, item_id, wait, reason) select tenant_id, 'bank', '${LINE}', '${wait}', '${reason}' from bank_accounts`,
];
const bank = (status: string, more = '') =>
  `insert into bank_connections (tenant_id, provider, institution_name, status, checked_at${more ? ', consent_ends_at' : ''})
   select tenant_id, 'gocardless', 'First Bank', '${status}', now()${more} from bank_accounts`;

const takenBack = (state: string) =>
  `insert into invoice_match_returns (tenant_id, match_id, process_id, reason, state, amount_minor, parts, requested_by, recorded_at)
   select tenant_id, id, gen_random_uuid(), 'asked', '${state}', 12500, '[]', 'user:test', now() from invoice_matches where id = ${M1}`;

/** Each a way in which the sides stop agreeing, as somebody who goes around the product would bring it about, and what the proof must call it. */
export const PLANTED: readonly (readonly [kind: FindingKind, what: string, statements: readonly string[]])[] = [
  [
    'source_needs_consent',
    'Stripe may not be read any more',
    [`update stripe_connections set status = 'requires_reauth'`],
  ],
  ['source_consent_over', 'the consent of a bank has ended', [bank('active', `, now() - interval '1 day'`)]],
  ['source_failing', 'the last reading of WHMCS failed', ['update whmcs_instances set failures = 2']],
  [
    'source_not_read',
    'WHMCS was read long ago',
    [`update whmcs_instances set checked_at = now() - interval '7 hours'`],
  ],
  ['source_not_read', 'a bank was never read', [bank('active'), 'update bank_connections set checked_at = null']],
  [
    'account_not_told',
    'no statement of the last two weeks',
    [
      'update statement_files set first_day = current_date - 30, last_day = current_date - 20',
      'update bank_accounts set balance_on = current_date - 20',
    ],
  ],
  [
    'statement_gap',
    'weeks between two statements',
    [
      copyOf(
        'statement_files',
        'true',
        `'{"id": "00000000-0000-4000-8000-00000000bbbb", "file_hash": "early", "first_day": "2026-01-01", "last_day": "2026-01-31"}'`,
      ),
    ],
  ],
  ['statement_does_not_add_up', 'a statement lacks a line', ['update statement_files set difference_minor = 100']],
  [
    'record_unreadable',
    'an invoice that can not be read',
    [`update list_cursors set resume = resume || '{"unreadable": [9999]}' where list = 'invoices'`],
  ],
  [
    'balance_not_told',
    'nobody says what is on the account',
    ['update bank_accounts set balance_minor = null, balance_on = null'],
  ],
  ['balance_old', 'the balance is a month old', ['update bank_accounts set balance_on = current_date - 30']],
  ['opening_not_told', 'nobody says what was on the account', ['update statement_files set opening_minor = null']],
  ['balance_differs', 'a line is lost', ['update bank_transactions set removed_at = now() where amount_minor = -350']],
  ['balance_differs', 'a line is there twice', [newLine(-350, '{"match_state": "new"}')]],
  [
    'balance_differs',
    'the amount of a line is another',
    ['update bank_transactions set amount_minor = -351 where amount_minor = -350'],
  ],
  [
    'line_currency_differs',
    'a line in another currency',
    [`update bank_transactions set currency = 'EUR' where amount_minor = -350`],
  ],
  [
    'line_state_differs',
    'a line is open and matched',
    [`update bank_transactions set match_state = 'new' where reference = 'INV-7000'`],
  ],
  [
    'line_state_differs',
    'a line is matched by nothing',
    [`update bank_transactions set match_state = 'matched' where amount_minor = -350`],
  ],
  [
    'outcome_unknown',
    'nobody knows whether WHMCS took it',
    [`update money_commands set state = 'unknown', finished_at = null, vendor_id = null where id = ${C1}`],
  ],
  [
    'payment_not_sent',
    'it was approved and not sent',
    [`update money_commands set state = 'intended', finished_at = null, vendor_id = null where id = ${C1}`],
  ],
  [
    'approved_not_recorded',
    'it was approved, and then nothing',
    [...stateOf(M1, 'approved'), ...dropLedger(C1), `delete from money_commands where id = ${C1}`],
  ],
  [
    'recorded_without_payment',
    'it counts as recorded and was not sent',
    [...dropLedger(C1), `delete from money_commands where id = ${C1}`],
  ],
  [
    'recorded_amount_differs',
    'another amount was sent',
    [`update money_commands set amount_minor = 12400 where id = ${C1}`],
  ],
  [
    'recorded_twice',
    'it was sent twice',
    [
      copyOf(
        'money_commands',
        `id = ${C1}`,
        `'{"id": "00000000-0000-4000-8000-00000000cccc", "part": 7, "idempotency_key": "again", "vendor_id": "again"}'`,
      ),
    ],
  ],
  ['return_waits', 'a second person has not answered', [takenBack('proposed')]],
  ['return_not_recorded', 'it was to be taken back and was not', [takenBack('approved')]],
  ['returned_amount_differs', 'it counts as taken back and WHMCS was told nothing', [takenBack('recorded')]],
  ['recorded_without_approval', 'nobody approved it', [`update review_decisions set decision = 'rejected'`]],
  ['recorded_above_approval', 'less was approved', ['update review_decisions set approved_minor = approved_minor - 1']],
  [
    'recorded_without_match',
    'a payment of no match',
    [`update money_commands set process_id = '00000000-0000-4000-8000-00000000dddd' where id = ${C1}`],
  ],
  ['recorded_of_ended_match', 'the match was taken back', stateOf(M1, 'undone')],
  [
    'part_not_recorded',
    'a part was let go',
    [`update invoice_match_parts set state = 'refused' where match_id = ${M1}`],
  ],
  ['match_incomplete', 'its payment is nowhere', [`delete from invoice_match_payments where match_id = ${M1}`]],
  [
    'match_incomplete',
    'its payment is another organisation’s',
    [`update bank_transactions set tenant_id = '00000000-0000-4000-8000-00000000eeee' where reference = 'INV-7000'`],
  ],
  [
    'match_sum_differs',
    'its parts are less',
    [`update invoice_match_parts set amount_minor = 12000 where match_id = ${M1}`],
  ],
  [
    'match_part_differs',
    'a part waits still',
    [`update invoice_match_parts set state = 'approved' where match_id = ${M1}`],
  ],
  [
    'match_part_differs',
    'its invoice is in another currency',
    [`update invoices set currency = 'EUR' where number = 'INV-7000'`],
  ],
  [
    'line_removed_but_counted',
    'the bank took its line back',
    [`update bank_transactions set removed_at = now() where reference = 'INV-7000'`],
  ],
  [
    'line_amount_changed',
    'the bank changed its line',
    [`update bank_transactions set amount_minor = 12000 where reference = 'INV-7000'`],
  ],
  [
    'payment_given_back',
    'the card payment was refunded',
    [`update stripe_payments set refunded_minor = 2000, status = 'partially_refunded'`],
  ],
  ['payment_given_back', 'the card payment is disputed', [`update stripe_payments set status = 'disputed'`]],
  [
    'payment_disputed',
    'another card payment is disputed',
    [copyOf('stripe_payments', 'true', `'{"id": "${LINE}", "stripe_id": "ch_other", "status": "disputed"}'`)],
  ],
  [
    'payout_line_matched',
    'a payout pays an invoice',
    [
      `update stripe_payouts set amount_minor = 12500, statement_descriptor = 'GREENLEAF LTD', arrives_on = current_date - 2`,
    ],
  ],
  ['ledger_missing', 'the ledger has nothing of it', dropLedger(C1)],
  [
    'ledger_amount_differs',
    'the ledger has it twice',
    [
      `insert into ledger_entries (tenant_id, transaction_id, account_id, amount_minor, currency) select tenant_id, transaction_id, account_id, amount_minor,
       currency from ledger_entries where transaction_id in ${ledgerOf(C1)}`,
    ],
  ],
  [
    'ledger_without_payment',
    'it was refused and stands in the ledger',
    [`update money_commands set state = 'refused' where id = ${C1}`],
  ],
  [
    'ledger_not_settled',
    'the ledger has it on its way',
    [
      `delete from ledger_entries where transaction_id in (select id from ledger_transactions where command_id = ${C1} and phase = 'settled')`,
      `delete from ledger_transactions where command_id = ${C1} and phase = 'settled'`,
    ],
  ],
  [
    'ledger_sum_differs',
    'half of an entry is gone',
    [
      `delete from ledger_entries e using ledger_accounts a where a.id = e.account_id and a.code = 'receipts_matched' and e.transaction_id in ${ledgerOf(C1)}`,
    ],
  ],
  [
    'totals_differ',
    'WHMCS has less than was recorded',
    [`update invoices set paid_minor = 0 where number = 'INV-7000'`],
  ],
  [
    'vendor_unexplained',
    'the reconciler has found something',
    [
      `insert into reconciliation_items (tenant_id, vendor, vendor_id, problem, amount_minor, currency) select tenant_id, 'stripe', 're_1', 'no_command', 500, 'USD'
       from bank_accounts`,
    ],
  ],
  [
    'invoice_payment_gone',
    'WHMCS lost the payment',
    [
      `update invoices set state = 'unpaid', paid_minor = 0, balance_minor = total_minor, paid_at = null, balance_checked_at = now() where number = 'INV-7000'`,
    ],
  ],
  [
    'invoice_not_read',
    'the invoice was not read since',
    [`update invoices set seen_at = now() - interval '1 day' where number = 'INV-7000'`],
  ],
  [
    'invoice_overpaid',
    'more is paid than it asks for',
    [`update invoices set paid_minor = 13500 where number = 'INV-7000'`],
  ],
  [
    'invoice_sums_differ',
    'its figures do not add up',
    [`update invoices set balance_minor = 7000 where number = 'INV-7003'`],
  ],
  [
    'invoice_ended_with_payment',
    'a paid invoice is cancelled',
    [`update invoices set state = 'cancelled' where number = 'INV-7000'`],
  ],
  [
    'invoice_returned_but_paid',
    'money went back and it is still paid',
    [
      copyOf(
        'invoice_matches',
        `id = ${M1}`,
        `jsonb_build_object('id', '${LINE}', 'kind', 'return', 'amount_minor', 0, 'paid_minor', -12500, 'process_id', gen_random_uuid(), 'recorded_at', now())`,
      ),
      `insert into invoice_match_parts (tenant_id, match_id, invoice_id, amount_minor, state) select tenant_id, '${LINE}', invoice_id, 0, 'recorded'
       from invoice_match_parts where match_id = (select match_id from invoice_match_parts p join invoices i on i.id = p.invoice_id where i.number = 'INV-7000' and p.amount_minor > 0)`,
    ],
  ],
  [
    'invoice_paid_elsewhere',
    'it was paid where nobody looks',
    [
      `update invoices set state = 'paid', paid_minor = total_minor, balance_minor = 0, paid_at = now() where number = 'INV-7003'`,
    ],
  ],
  [
    'payout_not_explained',
    'nobody knows what a payout is made of',
    ['update stripe_payouts set explained_minor = null'],
  ],
  [
    'payout_sum_differs',
    'a payout is made of something else',
    [`update stripe_balance_transactions set net_minor = 4800 where type = 'charge'`],
  ],
  [
    'payout_not_at_bank',
    'a payout never came',
    [
      `update stripe_payouts set arrives_on = current_date - 30`,
      `update bank_transactions set removed_at = now() where counterparty = 'STRIPE'`,
    ],
  ],
  ['payout_failed', 'a payout failed', [`update stripe_payouts set status = 'failed'`]],
  [
    'match_waits',
    'nobody has decided a match',
    [
      ...stateOf(M1, 'proposed'),
      `update bank_transactions set match_state = 'proposed' where reference = 'INV-7000'`,
      ...dropLedger(C1),
      `delete from money_commands where id = ${C1}`,
      `update invoices set state = 'unpaid', paid_minor = 0, balance_minor = total_minor where number = 'INV-7000'`,
    ],
  ],
  ['payment_not_matched', 'a line that no matching has seen', [newLine(900), toldToo(900)]],
  ['payment_expected', 'a payment without an invoice', waits('expected', 'no_invoice_yet')],
  ['payment_mismatched', 'a payment of a paid invoice', waits('mismatched', 'invoice_already_paid')],
  ['payment_asked', 'a payment that fits two invoices', waits('asked', 'equal_candidates')],
  [
    'invoice_overdue',
    'an invoice is past its day',
    [`update invoices set due_on = current_date - 3 where number = 'INV-7003'`],
  ],
];
