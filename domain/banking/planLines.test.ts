import { describe, expect, it } from 'vitest';
import type { BankLine } from './line.ts';
import { planLines } from './planLines.ts';
import type { Delivery, HeldLine, KeyedLine } from './sighting.ts';

const line = (over: Partial<BankLine> = {}): BankLine => ({
  status: 'posted',
  bookedOn: '2026-03-03',
  valueOn: null,
  amountMinor: 2_900,
  currency: 'EUR',
  counterparty: 'Alma Berg',
  reference: null,
  description: null,
  endToEndId: null,
  bankReference: null,
  externalId: null,
  pendingExternalId: null,
  ...over,
});
const came = (one: BankLine, key: string = crypto.randomUUID()): KeyedLine => ({
  line: one,
  key,
  said: key,
  wholeDay: false,
  replaces: null,
});
const held = (one: BankLine, key: string = crypto.randomUUID()): HeldLine => ({
  ...one,
  id: key,
  source: 'plaid',
  removed: false,
  edits: 0,
  sightings: [{ ...one, source: 'plaid', scope: 's', key, said: key, wholeDay: false, toldAt: '1' }],
});
/** The held line of each line that came; lines that are not in it are new. */
function assignLines(delivery: Delivery, rows: readonly HeldLine[]): Map<KeyedLine, HeldLine> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const { rowOf } = planLines(delivery, rows, () => crypto.randomUUID());
  return new Map(
    [...rowOf].flatMap(([one, id]) => {
      const row = byId.get(id);
      return row ? [[one, row] as const] : [];
    }),
  );
}
const from = (lines: KeyedLine[], over: Partial<Delivery> = {}): Delivery => ({
  source: 'camt',
  scope: '',
  lines,
  freed: new Set(),
  isWhole: () => false,
  ...over,
});

describe('[PY-BANK-04] which held line a line is', () => {
  it('a thousand equal amounts of one day are told apart by their words, whatever their order', () => {
    const names = Array.from({ length: 1_000 }, (_, at) => `Customer ${at} INV-${10_000 + at}`);
    const rows = names.map((name) => held(line({ counterparty: name })));
    const lines = names
      .toReversed()
      .map((name) => came(line({ counterparty: name.toUpperCase(), description: 'transfer' })));
    const pairs = assignLines(from(lines), rows);
    expect(pairs.size).toBe(1_000);
    for (const [one, row] of pairs) expect(one.line.counterparty).toBe(row.counterparty?.toUpperCase());
  });

  it('two payers without a word in common are two, unless one side has all lines of the day', () => {
    const rows = [held(line())];
    const other = [came(line({ counterparty: 'Bruno Costa' }))];
    expect(assignLines(from(other), rows).size).toBe(0);
    expect(assignLines(from([{ ...(other[0] as KeyedLine), wholeDay: true }]), rows).size).toBe(1);
  });

  it('two ids of one payment are two payments, in the same words too', () => {
    expect(assignLines(from([came(line({ endToEndId: 'B' }))]), [held(line({ endToEndId: 'A' }))]).size).toBe(0);
    expect(assignLines(from([came(line({ endToEndId: 'NOTPROVIDED' }))]), [held(line({ endToEndId: 'A' }))]).size).toBe(
      1,
    );
  });

  it('a source that still has its id for a line does not tell of it under another one', () => {
    const rows = [held(line())];
    const again = [came(line())];
    expect(assignLines(from(again, { source: 'plaid', scope: 's' }), rows).size).toBe(0);
    const freed = new Set(rows.flatMap(({ sightings }) => sightings.map(({ key }) => key)));
    expect(assignLines(from(again, { source: 'plaid', scope: 's', freed }), rows).size).toBe(1);
    expect(assignLines(from(again, { source: 'plaid', scope: 'new consent' }), rows).size).toBe(1);
  });

  it('planted bug: who believes that each delivery holds whole days loses the payment of the next day', () => {
    const rows = [held(line({ valueOn: '2026-03-04' }))];
    const next = [came(line({ bookedOn: '2026-03-04' }))];
    expect(assignLines(from(next), rows).size).toBe(0);
    expect(assignLines(from(next, { isWhole: () => true }), rows).size).toBe(1);
  });

  it('ten thousand equal lines, told by three sources, are counted and not compared one by one', () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => held(line(), `plaid-${at}`)).map((row) => ({
      ...row,
      sightings: row.sightings.map((one) => ({ ...one, said: 'equal' })),
    }));
    const lines = Array.from({ length: 10_001 }, (_, at) => ({ ...came(line(), `camt-${at}`), said: 'equal' }));
    const startedAt = performance.now();
    expect(assignLines(from(lines), rows).size).toBe(10_000);
    // Compared one by one they would be 100 million pairs: minutes, not seconds.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  it('what was one line on few facts becomes two when a source tells both, and the row stays with the words that people saw', () => {
    const [alma, bruno] = [
      line({ reference: 'INV-1044' }),
      line({ counterparty: 'Bruno Costa', reference: 'INV-1044' }),
    ];
    const row = held(alma, 'alma');
    const merged: HeldLine = {
      ...row,
      edits: 3,
      sightings: [
        ...row.sightings,
        { ...bruno, source: 'csv', scope: '', key: 'b', said: 'b', wholeDay: false, toldAt: '2' },
      ],
    };
    const both = [came(bruno, 'camt-bruno'), came(alma, 'camt-alma')];
    const plan = planLines(from(both), [merged], () => 'new');
    expect(both.map((one) => plan.rowOf.get(one))).toEqual(['new', 'alma']);
    expect(plan.sightings.map(({ key, rowId }) => [key, rowId]).toSorted()).toEqual([
      ['b', 'new'],
      ['camt-alma', 'alma'],
      ['camt-bruno', 'new'],
    ]);
    expect(plan.added).toMatchObject([{ counterparty: 'Bruno Costa' }]);
  });

  it('two rows that turn out to be one line become the one that is matched, and nothing is silent about the other', () => {
    const [one, other] = [held(line(), 'noted'), held(line({ counterparty: 'AB Consulting' }), 'matched')];
    const rows: HeldLine[] = [
      { ...one, edits: 1 },
      { ...other, edits: 3, sightings: other.sightings.map((seen) => ({ ...seen, source: 'gocardless' as const })) },
    ];
    const whole = { ...came(line(), 'camt'), wholeDay: true };
    const plan = planLines(from([whole], { isWhole: () => true }), rows, () => 'new');
    expect(plan.joined).toEqual([{ id: 'noted', into: 'matched', edits: 1 }]);
    expect(plan).toMatchObject({ added: [], removed: [], changed: [{ id: 'matched', isReworded: true }] });
  });
});
