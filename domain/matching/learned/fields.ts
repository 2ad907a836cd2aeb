import type { Rarity } from './rarity.ts';

/** How one field is compared, as data: a stored model says by it what its levels mean. */
export type FieldSpec =
  /** Equal, by how rare the amount is up to each bound in bits; then relative difference, lower or higher, up to each bound. */
  | { field: string; kind: 'amount'; rareBits: number[]; bounds: number[] }
  /** Days from the left to the right item: up to each bound, then beyond. */
  | { field: string; kind: 'days'; bounds: number[] }
  /** Likeness of texts, and how rare it is what they share: up to each bound in bits, then beyond. */
  | { field: string; kind: 'text'; bounds: number[] }
  /** Named by a reference, or equal: the caller says which level. */
  | { field: string; kind: 'given'; levels: string[]; guess: number[] };

/** A record as the learned scorer sees it. */
export interface ComparedRecord {
  amountMinor: number;
  day: number;
  /** Lower-case words with one space between; empty = unknown. */
  text: string;
}

const RELATIONS = [
  'the same',
  'one is the beginning of the other',
  'the same but for a first word cut to a letter',
  'begin or share words alike',
] as const;
const [SAME, BEGINNING, LETTER, ALIKE] = [0, 1, 2, 3] as const;
const UNLIKE = 0;
export const UNKNOWN_LEVEL = -1;

const upTo = (bounds: readonly number[], unit: string): string[] => [
  ...bounds.map((bound) => `up to ${bound} ${unit}`),
  `more than ${bounds.at(-1)} ${unit}`,
];

/** Names of the levels of a field, in the order of their numbers. */
export function levelNames(spec: FieldSpec): string[] {
  if (spec.kind === 'given') return spec.levels;
  if (spec.kind === 'days') return upTo(spec.bounds, 'days later');
  if (spec.kind === 'text')
    return [
      'unlike',
      ...RELATIONS.flatMap((relation) => upTo(spec.bounds, 'bits').map((rare) => `${relation}, ${rare}`)),
    ];
  const percent = spec.bounds.map((bound) => Math.round(bound * 1_000) / 10);
  return [
    ...upTo(spec.rareBits, 'bits').map((rare) => `equal, ${rare}`),
    ...['lower', 'higher'].flatMap((side) => upTo(percent, `% ${side}`)),
  ];
}

function bandOf(bounds: readonly number[], value: number): number {
  let band = 0;
  while (band < bounds.length && value > (bounds[band] as number)) band += 1;
  return band;
}

type AmountSpec = Extract<FieldSpec, { kind: 'amount' }>;

function amountLevel(
  { rareBits, bounds }: AmountSpec,
  left: ComparedRecord,
  right: ComparedRecord,
  rarity: Rarity,
): number {
  const off = right.amountMinor - left.amountMinor;
  if (off === 0) return bandOf(rareBits, rarity.bitsOfAmount(right.amountMinor));
  const band = bandOf(bounds, Math.abs(off) / Math.max(left.amountMinor, right.amountMinor, 1));
  return rareBits.length + 1 + band + (off > 0 ? bounds.length + 1 : 0);
}

function sharedLength(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let shared = 0;
  while (shared < most && left.charCodeAt(shared) === right.charCodeAt(shared)) shared += 1;
  return shared;
}

/** True when the texts have the same words, in any order. */
function hasSameWords(left: string, right: string): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  return left.split(' ').toSorted().join(' ') === right.split(' ').toSorted().join(' ');
}

/** True when the first word of one is a letter, and the texts are the same but for that. */
function isCutToLetter(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  return short[1] === ' ' && short[0] === long[0] && short.slice(2) === long.slice(long.indexOf(' ') + 1);
}

function relationOf(left: string, right: string): { relation: number; shared: number } {
  const shared = sharedLength(left, right);
  if (hasSameWords(left, right)) return { relation: SAME, shared };
  if (shared === Math.min(left.length, right.length)) return { relation: BEGINNING, shared };
  return { relation: isCutToLetter(left, right) ? LETTER : ALIKE, shared };
}

function textLevel(bounds: readonly number[], left: string, right: string, rarity: Rarity): number {
  if (left === '' || right === '') return UNKNOWN_LEVEL;
  const { relation, shared } = relationOf(left, right);
  let bits = 0;
  if (relation === SAME) bits = rarity.bitsOfBeginning(right);
  else if (relation === LETTER) bits = rarity.bitsOfLetterForm(right);
  else if (shared > 0) bits = rarity.bitsOfBeginning(left.slice(0, shared));
  if (relation === ALIKE) {
    const others = right.split(' ');
    for (const word of left.split(' ')) if (others.includes(word)) bits = Math.max(bits, rarity.bitsOfWord(word));
  }
  const band = bandOf(bounds, bits);
  return relation === ALIKE && band === 0 ? UNLIKE : 1 + relation * (bounds.length + 1) + band;
}

/** The level of a field of a pair; `UNKNOWN_LEVEL` where one side says nothing. `given` is the caller's own. */
export function levelOf(
  spec: FieldSpec,
  left: ComparedRecord,
  right: ComparedRecord,
  rarity: Rarity,
  given: number,
): number {
  if (spec.kind === 'amount') return amountLevel(spec, left, right, rarity);
  if (spec.kind === 'days') return bandOf(spec.bounds, right.day - left.day);
  if (spec.kind === 'text') return textLevel(spec.bounds, left.text, right.text, rarity);
  return given;
}

/** First guess of what a level adds, in bits: where the fit begins. It only has to tell likely pairs from unlikely ones. */
export function guessedBits(spec: FieldSpec, level: number): number {
  if (level === UNKNOWN_LEVEL) return 0;
  if (spec.kind === 'given') return spec.guess[level] ?? 0;
  if (spec.kind === 'days') return 0;
  const bands = spec.bounds.length + 1;
  if (spec.kind === 'amount') {
    const off = level - spec.rareBits.length - 1;
    return off < 0 ? 3 + (level * 4) / (spec.rareBits.length + 1) : 1 - (2 * (off % bands)) / bands;
  }
  if (level === UNLIKE) return -6;
  const relation = Math.floor((level - 1) / bands);
  const rare = spec.bounds[(level - 1) % bands] ?? (spec.bounds.at(-1) ?? 0) + 2;
  return relation === ALIKE ? rare / 2 - 4 : relation === LETTER ? rare - 4 : rare - 2;
}
