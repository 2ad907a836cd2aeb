/** What field :86: says of a line. */
export interface Details {
  counterparty: string | null;
  reference: string | null;
  description: string | null;
  endToEndId: string | null;
}

const some = (text: string | undefined): string | null => text?.replace(/\s+/g, ' ').trim() || null;
const NONE: Details = { counterparty: null, reference: null, description: null, endToEndId: null };

const SEPA = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|VWZ|ABWA|ABWE|IBAN|BIC)\+/g;

/** The named parts of a SEPA purpose, e.g. `EREF+…SVWZ+…`; what stands before the first is ''. */
function sepaParts(purpose: string): Map<string, string> {
  const parts = new Map<string, string>();
  const marks = [...purpose.matchAll(SEPA)];
  parts.set('', purpose.slice(0, marks[0]?.index ?? purpose.length));
  marks.forEach((mark, at) => {
    const from = mark.index + mark[0].length;
    parts.set(mark[1] ?? '', purpose.slice(from, marks[at + 1]?.index ?? purpose.length));
  });
  return parts;
}

/** German and Polish banks: a code of three digits, then parts that begin with a mark and two digits. */
function byNumbers(lines: readonly string[], mark: string): Details {
  const fields = new Map<string, string>();
  const pieces = lines.join('').split(mark).slice(1);
  for (const piece of pieces) {
    const number = /^\d\d/.exec(piece)?.[0];
    if (number) fields.set(number, (fields.get(number) ?? '') + piece.slice(2));
  }
  const range = (from: number, to: number) =>
    [...fields].flatMap(([number, text]) => (Number(number) >= from && Number(number) <= to ? [text] : [])).join('');
  const parts = sepaParts(range(20, 29) + range(60, 63));
  const reference = parts.get('SVWZ') ?? parts.get('VWZ') ?? parts.get('');
  return {
    counterparty: some(range(32, 33)),
    reference: some(reference),
    description: some(fields.get('00')),
    endToEndId: some(parts.get('EREF') ?? parts.get('KREF')),
  };
}

const WORDS =
  /\/(TRTP|IBAN|BIC|NAME|REMI|EREF|KREF|MARF|CSID|ORDP|BENM|ISDT|PURP|RTRN|ULTD|ULTC|ADDR|ID|SVCL|TRCD|CNTP|PREF|NRTX)\//g;

/** Dutch and French banks: `/TRTP/…/NAME/…/REMI/…`. */
function byWords(text: string): Details {
  const marks = [...text.matchAll(WORDS)];
  const parts = new Map<string, string>();
  marks.forEach((mark, at) => {
    const value = text.slice(mark.index + mark[0].length, marks[at + 1]?.index ?? text.length);
    if (!parts.has(mark[1] ?? '')) parts.set(mark[1] ?? '', value);
  });
  return {
    counterparty: some(parts.get('NAME')),
    reference: some(parts.get('REMI')?.replace(/^(?:USTD|STRD)\/+/, '')),
    description: some(parts.get('TRTP')),
    endToEndId: some(parts.get('EREF')),
  };
}

/** Reads field :86:, in the three ways that banks fill it. `lines`: as they are wrapped in the file. */
export function readDetails(lines: readonly string[]): Details {
  const [first = ''] = lines;
  const mark = /^\d{3}([^\w\s])\d\d/.exec(first)?.[1];
  if (mark) return byNumbers(lines, mark);
  const text = lines.join('');
  if (/^\/[A-Z]{2,4}\//.test(first) && (text.match(WORDS)?.length ?? 0) > 0) return byWords(text);
  const free = some(lines.join(' '));
  return free === null ? NONE : { ...NONE, reference: free };
}
