import { after, joined } from '../events/clauses.ts';
import type { EventParts, EventSentence } from '../events/sentence.ts';
import { counted } from '../words.ts';

const account = (about: string | null) => about ?? 'a bank account';
const line = (about: string | null) => about ?? 'a bank line';

const FROM: Record<string, string> = {
  camt: 'a CAMT statement',
  mt940: 'an MT940 statement',
  ofx: 'an OFX file',
  qif: 'a QIF file',
  csv: 'a CSV file',
  plaid: 'Plaid',
  gocardless: 'GoCardless',
  enable_banking: 'Enable Banking',
};
const source = ({ is }: EventParts) => FROM[String(is('source'))] ?? 'the bank';
const part = (parts: EventParts, field: string, what: string) =>
  (parts.count(field) ?? 0) > 0 ? `${counted(parts.count(field) ?? 0, `${what} line`)}` : null;

/** What each event of bank accounts and their lines says. */
export const eventWords = {
  bank_account_added: ({ who, about }) => `${who} added ${account(about)}`,
  bank_opening_fixed: ({ about }) => `Fixed the balance that ${account(about)} begins with`,
  bank_lines_taken: (parts) =>
    joined(
      `Took lines of ${account(parts.about)} from ${source(parts)}`,
      part(parts, 'added', 'new'),
      part(parts, 'changed', 'changed'),
      part(parts, 'removed', 'removed'),
    ),
  bank_statement_imported: (parts) =>
    joined(
      `${parts.who} imported ${source(parts)} into ${account(parts.about)}`,
      part(parts, 'added', 'new'),
      parts.is('difference') === true && 'its balances do not add up',
    ),
  bank_line_ignored: ({ who, about, text }) => `${who} set ${line(about)} aside${after(': ', text('reason'))}`,
  bank_line_taken_back: ({ who, about }) => `${who} took ${line(about)} up again`,
  bank_line_noted: ({ who, about }) => `${who} wrote a note on ${line(about)}`,
  bank_line_reworded: ({ about }) => `The bank tells ${line(about)} in other words than those that somebody worked on`,
  bank_line_joined: ({ about }) =>
    `Two rows turned out to be one: ${line(about)} took over what was noted on the other`,
  statement_mapping_saved: ({ who, about }) => `${who} saved ${about ?? 'columns of a CSV file'}`,
} as const satisfies Record<string, EventSentence>;
