import fc from 'fast-check';
import type { BankLine, LineSource } from '../../domain/banking/line.ts';

/** What really happened on an account, and how each source words it: for tests of identity. */
export interface Truth {
  /** Names it in the ids of providers; nothing of it is in the words. */
  uid: number;
  /** Day of March 2026. */
  day: number;
  amountMinor: number;
  payer: string;
  reference: string;
}

const PAYERS = ['Alma Berg', 'Bruno Costa', 'Café Dorn'];
const REFERENCES = ['INV-1044', 'rent march', ''];

/** Few amounts, payers and days, so that equal lines and genuine twins are common. */
export const truths = fc
  .array(
    fc.record({
      day: fc.integer({ min: 2, max: 6 }),
      amountMinor: fc.constantFrom(2_900, -450),
      payer: fc.constantFrom(...PAYERS),
      reference: fc.constantFrom(...REFERENCES),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((lines) => lines.map((line, uid): Truth => ({ ...line, uid })));

const onDay = (day: number) => `2026-03-${String(day).padStart(2, '0')}`;
const EMPTY = {
  status: 'posted',
  valueOn: null,
  currency: 'EUR',
  counterparty: null,
  reference: null,
  description: null,
  endToEndId: null,
  bankReference: null,
  externalId: null,
  pendingExternalId: null,
} as const;

/** A line as this source tells it; `scope` is the grant, in whose ids it speaks. */
export function told(source: LineSource, scope: string, truth: Truth): BankLine {
  const base = { ...EMPTY, bookedOn: onDay(truth.day), amountMinor: truth.amountMinor };
  const reference = truth.reference || null;
  if (source === 'plaid')
    return {
      ...base,
      counterparty: truth.payer.toUpperCase(),
      description: `${truth.payer} ${truth.reference}`,
      externalId: `${scope}-${truth.uid}`,
    };
  if (source === 'gocardless')
    return {
      ...base,
      counterparty: truth.payer,
      reference,
      valueOn: onDay(truth.day + 1),
      externalId: `${scope}/${truth.uid}`,
    };
  if (source === 'camt') return { ...base, counterparty: truth.payer, reference, description: 'SEPA Credit Transfer' };
  return { ...base, description: `Transfer  ${truth.payer};${truth.reference}` };
}

/** Something that a source tells at once. `whole`: of these days everything. */
export interface Told {
  source: LineSource;
  scope: string;
  from: number;
  to: number;
  /** Of the last day only so many lines: a file that was made at noon. */
  ofLastDay: number;
  /** Of an API without a window: a page, any lines. */
  page: number[] | null;
  window: boolean;
}

export const tellings = fc.array(
  fc.record({
    source: fc.constantFrom<LineSource>('plaid', 'gocardless', 'camt', 'csv'),
    consent: fc.constantFrom('one', 'two'),
    from: fc.integer({ min: 2, max: 6 }),
    days: fc.integer({ min: 0, max: 4 }),
    ofLastDay: fc.integer({ min: 1, max: 6 }),
    page: fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 5 }),
  }),
  { maxLength: 6 },
);
export type Telling = typeof tellings extends fc.Arbitrary<(infer One)[]> ? One : never;

const isFile = (source: LineSource) => source === 'camt' || source === 'csv';

/** The lines of a telling: files give days in order, Plaid gives pages, GoCardless gives windows. */
export function linesOf(truth: readonly Truth[], { source, consent, from, days, ofLastDay, page }: Telling) {
  const scope = isFile(source) ? '' : `${source}-${consent}`;
  const to = from + days;
  const inDays = truth.filter(({ day }) => day >= from && day <= to);
  const chosen =
    source === 'plaid'
      ? truth.filter(({ uid }) => page.includes(uid))
      : isFile(source)
        ? [...inDays.filter(({ day }) => day < to), ...inDays.filter(({ day }) => day === to).slice(0, ofLastDay)]
        : inDays;
  return {
    source,
    scope,
    chosen,
    lines: chosen.map((one) => told(source, scope, one)),
    window: source === 'gocardless' ? { from: onDay(from), to: onDay(to) } : null,
  };
}

/** All of it, as this source tells it. */
export const allOf = (truth: readonly Truth[], source: LineSource, consent: 'one' | 'two') =>
  linesOf(truth, { source, consent, from: 1, days: 8, ofLastDay: 99, page: truth.map(({ uid }) => uid) });

/** What people see of a line, to compare. */
export const seen = (day: string, amountMinor: number, words: string): string =>
  `${day} ${amountMinor} ${PAYERS.find((payer) => words.toLowerCase().includes(payer.toLowerCase()))} ${
    REFERENCES.find((reference) => reference && words.toLowerCase().includes(reference.toLowerCase())) ?? ''
  }`;
export const seenOf = ({ day, amountMinor, payer, reference }: Truth): string =>
  seen(onDay(day), amountMinor, `${payer} ${reference}`);
