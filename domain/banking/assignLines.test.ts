import { describe, expect, it } from 'vitest';
import { assignLines, type Delivery, type HeldLine, type KeyedLine } from './assignLines.ts';
import type { BankLine } from './line.ts';

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
const came = (one: BankLine, key = crypto.randomUUID()): KeyedLine => ({
  line: one,
  key,
  said: key,
  wholeDay: false,
  replaces: null,
});
const held = (one: BankLine, key = crypto.randomUUID()): HeldLine => ({
  ...one,
  id: key,
  source: 'plaid',
  removed: false,
  sightings: [{ source: 'plaid', scope: 's', key, said: key, bookedOn: one.bookedOn, wholeDay: false }],
});
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
});
