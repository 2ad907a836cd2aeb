import { describe, expect, it } from 'vitest';
import { type Column, plain, tableLines } from './print.ts';
import { progress } from './progress.ts';
import { ago, lasted, oneLine, until } from './text.ts';

interface Row {
  title: string;
  amount: string;
  owner: string;
  id: string;
}
const COLUMNS: readonly Column<Row>[] = [
  { head: 'TASK', of: (row) => row.title },
  { head: 'AMOUNT', of: (row) => row.amount, right: true },
  { head: 'WITH', of: (row) => row.owner },
  { head: 'ID', of: (row) => row.id, id: true },
];
const ROWS: Row[] = [
  { title: 'Ayesha disputes $58.00', amount: '$58.00', owner: '', id: 'id-1' },
  { title: 'Zoë asks', amount: 'PKR 72,081.00', owner: '', id: 'id-2' },
];
const lines = (room = Number.POSITIVE_INFINITY, rows = ROWS) => tableLines(COLUMNS, rows, room).map(plain);

describe('a table', () => {
  it('has heads, amounts under each other, ids last, and no column that nobody fills', () => {
    expect(lines()).toEqual([
      'TASK                           AMOUNT  ID',
      'Ayesha disputes $58.00         $58.00  id-1',
      'Zoë asks                PKR 72,081.00  id-2',
    ]);
  });

  it('on a narrow terminal cuts words and never ids', () => {
    const narrow = lines(38);
    for (const text of narrow) expect([...text].length).toBeLessThanOrEqual(38);
    expect(narrow[1]).toMatch(/^Ayesha .*… .* id-1$/);
    expect(lines(1)[2]).toMatch(/id-2$/);
  });

  it('lets no customer move the cursor, colour it or begin another line', () => {
    const hostile = { ...ROWS[0], title: 'a\u001b[2J\u001b[31m\nb\u202ec\u0007', amount: '', owner: '', id: 'x' };
    expect(lines(undefined, [hostile])[1]).toBe('a[2J[31m bc  x');
  });
});

describe('words of time', () => {
  const at = Date.parse('2026-11-27T12:00:00Z');
  it('say how long ago, how long until and how long', () => {
    expect(ago('2026-11-27T11:59:30Z', at)).toBe('30 s ago');
    expect(ago('2026-11-27T09:00:00Z', at)).toBe('3 h ago');
    expect(ago('2026-11-25T11:00:00Z', at)).toBe('2 days ago');
    expect(until('2026-11-28T12:00:00Z', at)).toBe('in 1 day');
    expect(until('2026-11-27T11:00:00Z', at)).toBe('over');
    expect([ago(null), until(null), lasted('2026-11-27T11:00:00Z', null)]).toEqual(['', '', '']);
    expect(lasted('2026-11-27T11:00:00.000Z', '2026-11-27T11:00:00.250Z')).toBe('250 ms');
    expect(oneLine('  a \r\n b ')).toBe('a b');
  });
});

it('progress writes on a terminal only, and leaves nothing behind', () => {
  let text = '';
  const out = (isTTY: boolean) => ({
    isTTY,
    write(part: string | Uint8Array) {
      text += String(part);
      return true;
    },
  });
  const quiet = progress('sending', 2, out(false));
  quiet();
  expect(text).toBe('');
  const step = progress('sending', 2, out(true));
  expect(text).toContain('sending  0 of 2');
  step();
  step();
  expect(text.endsWith('\r\u001b[2K')).toBe(true);
});
