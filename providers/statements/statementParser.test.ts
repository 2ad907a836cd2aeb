import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CsvMapping } from '../../domain/banking/csvMapping.ts';
import { differenceOf, differenceText, type StatementRead } from '../../domain/banking/statement.ts';
import { formatAmount } from '../../domain/money/money.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { CAMT, CSV, MT940, OFX, QIF } from '../../tests/fixtures/statements.ts';
import type { CsvAnswers } from './csv.ts';
import { parse } from './statementParser.ts';

const NO_ANSWERS: CsvAnswers = { mapping: null, dateOrder: null, currency: null, direction: null };
const read = (file: string | Buffer, answers: Partial<CsvAnswers> = {}): StatementRead =>
  parse({ bytes: Buffer.from(file), answers: { ...NO_ANSWERS, ...answers } });
const refusal = (file: string | Buffer, answers: Partial<CsvAnswers> = {}): string => {
  try {
    const { csv } = read(file, answers);
    return `read, asks ${csv?.questions.map(({ asks }) => asks).join(',')}`;
  } catch (error) {
    if (error instanceof ParseRefused) return error.reason;
    throw error;
  }
};
const linesOf = ({ statements }: StatementRead) => statements.flatMap(({ lines }) => lines);
const short = (file: StatementRead) =>
  linesOf(file).map((line) => [line.bookedOn, line.amountMinor, line.currency, line.counterparty, line.reference]);

describe('[PY-MATCH-04] each format says its lines: day, amount in minor units, who and what for', () => {
  it('camt', () => {
    const file = read(CAMT);
    expect(short(file)).toEqual([
      ['2026-03-03', 120_000, 'EUR', 'Acme SARL', 'Invoice 1044'],
      ['2026-03-03', -1_000, 'EUR', null, null],
    ]);
    expect(file.statements[0]).toMatchObject({
      account: 'DE02120300000000202051',
      holder: 'Beispiel GmbH',
      currency: 'EUR',
    });
    expect(linesOf(file)[0]).toMatchObject({ endToEndId: 'E2E-1', bankReference: 'R-1', status: 'posted' });
    expect(file.statements.map(differenceOf)).toEqual([0]);
  });

  it('MT940; RC takes a credit back, so the money goes out, and what is missing is said in words', () => {
    const file = read(MT940);
    expect(short(file)).toEqual([
      ['2026-03-03', 120_000, 'EUR', 'Acme SARL', 'Invoice 1044'],
      ['2026-03-03', -1_000, 'EUR', null, 'Fee'],
      ['2026-03-03', -500, 'EUR', null, 'Reversal of a credit'],
    ]);
    expect(file.statements.map(differenceOf)).toEqual([500]);
    expect(file.statements.map(differenceText)).toEqual([
      'The lines do not lead from €100.00 to €1,290.00: €5.00 more has come in than they say',
    ]);
  });

  it('OFX, QIF and CSV', () => {
    expect(short(read(OFX))).toEqual([['2026-03-03', -1_500, 'USD', 'Coffee & Co', 'March']]);
    expect(short(read(QIF, { currency: 'USD' }))).toEqual([['2026-03-13', -2_500, 'USD', 'County waste', null]]);
    expect(short(read(CSV))).toEqual([
      ['2026-03-03', 120_000, 'EUR', 'Acme SARL', 'Rechnung 1044'],
      ['2026-03-03', -1_000, 'EUR', 'Bank', 'Entgelt'],
    ]);
    expect(short(read(Buffer.from(CSV, 'latin1')))).toEqual(short(read(CSV)));
    expect(short(read(Buffer.from(`\ufeff${CSV}`, 'utf16le')))).toEqual(short(read(CSV)));
  });

  it('columns that somebody has named hold over what is guessed', () => {
    const mapping: CsvMapping = {
      ...(read(CSV).csv?.mapping as CsvMapping),
      counterparty: 3,
      reference: 2,
      negate: true,
    };
    expect(short(read(CSV, { mapping }))[0]).toEqual(['2026-03-03', -120_000, 'EUR', 'Rechnung 1044', 'Acme SARL']);
  });
});

describe('[C-23] a file that can’t be read to its last line is refused whole, with line and reason', () => {
  const swap = (text: string, from: string, to: string) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  };
  it.each([
    ['an amount that is none', swap(CAMT, '>1200.00<', '>12..34<'), /^Line 6: this is not an amount: "12..34"/],
    ['more decimals than the currency has', swap(CAMT, '>10.00<', '>10.005<'), /more decimals than EUR has/],
    [
      'a currency that nobody knows',
      swap(CAMT, 'Ccy="EUR">1200', 'Ccy="XXZ">1200'),
      /no currency that is in use: "XXZ"/,
    ],
    [
      'a day that no calendar has',
      swap(CAMT, '<BookgDt><Dt>2026-03-03', '<BookgDt><Dt>2026-02-31'),
      /^Line \d+: this is no day/,
    ],
    ['a day out of range', swap(MT940, '2603030303CR', '269903'), /this is no (day|line)/],
    ['neither in nor out', swap(CAMT, 'CRDT</CdtDbtInd><Sts>', 'BOTH</CdtDbtInd><Sts>'), /neither CRDT nor DBIT/],
    ['XML that ends early', CAMT.slice(0, 900), /this is no XML/],
    ['a document type', swap(CAMT, '<Document', '<!DOCTYPE x [<!ENTITY a "b">]><Document'), /document type/],
    ['another encoding than it declares', Buffer.from(swap(CAMT, 'Acme', 'Ümit'), 'latin1'), /declares UTF-8/],
    ['elements that lie too deep', `<a>${'<b>'.repeat(60)}`, /too deep/],
    [
      'a letter for a line',
      swap(MT940, ':61:2603030303D10,00NCHG', ':61:hello'),
      /^Line 8: this is no line of a statement/,
    ],
    [
      'a sign-on that the bank refuses',
      swap(OFX, '<CODE>0<SEVERITY>INFO', '<CODE>15500<SEVERITY>ERROR<MESSAGE>no'),
      /error 15500: no/,
    ],
    ['OFX that ends early', OFX.slice(0, -20), /ends before it is whole/],
    ['a line without a day', swap(OFX, '<DTPOSTED>20260303120000[-5:EST]', ''), /names no day/],
    ['a QIF without a currency', QIF, /choose the account first/],
    ['a row without a day', swap(CSV, '03.03.2026;04', ';04'), /^Line 2: the row names no day/],
    ['an empty file', '', /empty/],
    ['no table', 'hello', /no table/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /./],
  ] as const)('%s', (_, file, reason) => {
    expect(refusal(file)).toMatch(reason);
  });

  it('what can’t be known is asked, not guessed', () => {
    const undecided = 'Date,Text,Amount,Currency\n02/12/2009,a,1.00,EUR\n02/12/2009,b,-2.00,EUR\n';
    expect(refusal(undecided)).toBe('read, asks date_order');
    expect(linesOf(read(undecided))).toEqual([]);
    expect(linesOf(read(undecided, { dateOrder: 'mdy' })).map(({ bookedOn }) => bookedOn)).toEqual([
      '2009-02-12',
      '2009-02-12',
    ]);
    expect(refusal('Date,Text,Amount\n2009-02-12,a,1.00\n')).toBe('read, asks currency');
    expect(refusal('!Type:Bank\nD2/3/2026\nT1\n^\n', { currency: 'EUR' })).toMatch(/day or the month/);
  });
});

const ROOT = join(import.meta.dirname, '../../../shared/data/B-bank-statements');
interface Fact {
  group: string;
  file: string;
  currency?: string;
  entries: number;
  transactions?: FactLine[];
  statements?: { entries: FactLine[] | number; transactions?: FactLine[] }[];
  statements_by_section?: { opening?: string; closing?: string }[];
}
interface FactLine {
  amount?: string;
  date?: string;
  entry_date?: string | null;
  booking_date?: string;
  value_date?: string;
}
const factLines = (fact: Fact): FactLine[] =>
  fact.statements?.flatMap(({ entries, transactions }) => (Array.isArray(entries) ? entries : (transactions ?? []))) ??
  fact.transactions ??
  [];
/** Files that their facts say are not to be read, or leave a question that nobody has answered. */
const MAY_REFUSE = 25;

describe.runIf(existsSync(ROOT))(
  '[PY-MATCH-04] real files read to exactly what is known of them, or are refused with a reason',
  () => {
    const facts = existsSync(ROOT)
      ? (JSON.parse(readFileSync(join(ROOT, 'FACTS.dev.json'), 'utf8')) as { files: Fact[] }).files
      : [];
    const refused: string[] = [];
    it.each(facts.map((fact) => [fact.file, fact] as const))('%s', (name, fact) => {
      const currency = /^[A-Z]{3}$/.test(fact.currency ?? '') ? (fact.currency ?? null) : 'EUR';
      let file: StatementRead;
      try {
        file = read(readFileSync(join(ROOT, name)), { currency });
      } catch (error) {
        expect(error).toBeInstanceOf(ParseRefused);
        refused.push(name);
        return;
      }
      if (file.csv?.questions.length) return void refused.push(name);
      // Of the day that the bank booked, where the facts know it; else of the value.
      const wanted = factLines(fact).map((line) => [
        (line.booking_date ?? line.entry_date ?? line.date ?? line.value_date)?.slice(0, 10),
        Number(line.amount),
      ]);
      const lines = linesOf(file);
      expect(
        lines.map((line, at) => [
          wanted[at]?.[0] && line.bookedOn,
          Number(formatAmount(line.amountMinor, line.currency)),
        ]),
      ).toEqual(wanted);
      const balances = file.statements.map(({ opening, closing }) =>
        [opening, closing].map((one) => one && Number(formatAmount(one.amountMinor, one.currency))),
      );
      for (const { opening, closing } of fact.statements_by_section ?? [])
        if (opening || closing)
          expect(balances).toContainEqual(
            [opening ? Number(opening) : expect.anything(), closing ? Number(closing) : null].map((one, at) =>
              at === 0 && !opening ? (balances.find(([, end]) => end === Number(closing))?.[0] ?? null) : one,
            ),
          );
    });
    it('few are refused', () => {
      expect(refused.length).toBeLessThan(MAY_REFUSE);
    });
  },
);
describe.skipIf(existsSync(ROOT))('real files', () => {
  it('are not beside this clone: only the small ones of our own were read', () => {
    console.warn('SKIPPED: ../shared/data/B-bank-statements is not here; 103 real statement files were not read');
  });
});
