import { BOOKING_AUDITS } from '../bookings/audits.ts';
import { RIGHTS_AUDITS } from '../identity/audits.ts';
import { MONEY_AUDITS } from '../money/audits.ts';
import type { AuditQuery } from './query.ts';

/** Every statement whose rows should not be; `npm run chaos` asks them after each kill. */
export const AUDITS: readonly AuditQuery[] = [
  ...BOOKING_AUDITS,
  ...RIGHTS_AUDITS,
  ...MONEY_AUDITS,
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
