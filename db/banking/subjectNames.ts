import { sql } from 'drizzle-orm';
import { nameAccount } from '../../domain/banking/naming.ts';
import { moneyText } from '../../domain/money/moneyText.ts';
import type { SubjectNames } from '../slice.ts';

/** How people call what its events are about. */
export const subjectNames = {
  bank: {
    ids: 'uuid',
    rows: (ids) => sql`select id, institution_name from bank_connections where id in ${ids}`,
    name: ({ institution_name: name }) => ({ name: name === null ? 'a bank' : String(name), person: null }),
  },
  'bank-account': {
    ids: 'uuid',
    rows: (ids) => sql`select id, name, last_four from bank_accounts where id in ${ids}`,
    name: ({ name, last_four }) => ({
      name: nameAccount({ name: String(name), lastFour: last_four === null ? null : String(last_four) }),
      person: null,
    }),
  },
  'bank-line': {
    ids: 'uuid',
    rows: (ids) => sql`select id, amount_minor, currency, counterparty from bank_transactions where id in ${ids}`,
    name: ({ amount_minor, currency, counterparty }) => ({
      name: `${moneyText(Number(amount_minor), String(currency))}${counterparty === null ? '' : ` of ${String(counterparty)}`}`,
      person: counterparty === null ? null : String(counterparty),
    }),
  },
  'statement-mapping': {
    ids: 'uuid',
    rows: (ids) => sql`select id, name from statement_mappings where id in ${ids}`,
    name: ({ name }) => ({ name: `the columns of ${String(name)}`, person: null }),
  },
} satisfies Record<string, SubjectNames>;
