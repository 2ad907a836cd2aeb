import type { ListedMatch } from './decide.ts';
import { type Month, type MonthLine, STORIES, type Story } from './stories.ts';

export interface ListedLine {
  status: string;
  amount: { amount_minor: number; currency: string };
  booked_on: string;
  reference: string | null;
}
export interface StoryEnd {
  name: string;
  lines: number;
  good: number;
  /** What of it ended otherwise. */
  wrong: string[];
}

/** Amounts that parts of one invoice come to, by the invoice they name. */
function sums(lines: readonly MonthLine[]): Map<string, number> {
  const found = new Map<string, number>();
  const parts = lines.filter(({ story }) => story === 'severalPayments');
  for (const { reference, amountMinor } of parts) {
    const name = reference.split(' ')[0] ?? '';
    found.set(name, (found.get(name) ?? 0) + amountMinor);
  }
  return found;
}

/** Null where a line ended as the month says, else what it ended as. */
function wrongOf(
  line: MonthLine,
  matches: readonly ListedMatch[],
  listed: readonly ListedLine[],
  paidMinor: number,
  day: string,
): string | null {
  const own = matches.filter(({ side, paid_minor: paid }) => side === 'bank' && paid === paidMinor);
  const { ending } = line;
  if ('waits' in ending || 'explained' in ending) {
    const row = listed.find(
      ({ amount, booked_on: on, reference }) =>
        amount.amount_minor === line.amountMinor && on === day && reference === line.reference,
    );
    if (!row) return 'not read';
    if ('explained' in ending) return row.status === 'matched' && own.length === 0 ? null : row.status;
    return row.status === 'matched' || row.status === 'proposed' ? row.status : null;
  }
  const match = own.find(({ status }) => status === ending.match);
  if (!match) return own.map(({ status, kind }) => `${status} (${kind})`).join(', ') || 'no match';
  if (ending.kind && ending.kind !== match.kind) return `matched as ${match.kind}`;
  if (ending.auto && match.approved_by !== 'auto') return `asked: ${match.asked_because.join(', ')}`;
  return null;
}

/** Compares a month with what the books say, story by story. `dayOf`: the day so many days ago. */
export function judgeMonth(
  month: Month,
  matches: readonly ListedMatch[],
  listed: readonly ListedLine[],
  dayOf: (ago: number) => string,
): StoryEnd[] {
  const together = sums(month.lines);
  const ends = new Map<Story, StoryEnd>();
  for (const line of month.lines) {
    const end = ends.get(line.story) ?? { name: STORIES[line.story], lines: 0, good: 0, wrong: [] };
    ends.set(line.story, end);
    const paidMinor =
      line.story === 'severalPayments' ? (together.get(line.reference.split(' ')[0] ?? '') ?? 0) : line.amountMinor;
    const wrong = wrongOf(line, matches, listed, paidMinor, dayOf(line.ago));
    end.lines += 1;
    if (wrong === null) end.good += 1;
    else end.wrong.push(`${line.from}, “${line.reference}”: ${wrong}`);
  }
  if (month.charges.length > 0) {
    ends.set('card', cardsOf(STORIES.card, month.charges.slice(2), matches, 'recorded'));
    ends.set('givenBack', cardsOf(STORIES.givenBack, month.charges.slice(0, 2), matches, 'undone'));
  }
  return [...ends.values()];
}

function cardsOf(name: string, charges: Month['charges'], matches: readonly ListedMatch[], wanted: string): StoryEnd {
  const wrong = charges.flatMap(({ amountMinor, payer }) => {
    const own = matches.filter((one) => one.side === 'stripe' && one.paid_minor === amountMinor);
    const seen = own.map(({ status }) => status).join(', ') || 'no match';
    return own.some(({ status }) => status === wanted) ? [] : [`${payer}: ${seen}`];
  });
  return { name, lines: charges.length, good: charges.length - wrong.length, wrong };
}
