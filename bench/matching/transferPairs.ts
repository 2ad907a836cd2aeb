import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockKey } from '../../domain/matching/blocking.ts';
import { claimGreedily } from '../../domain/matching/claim.ts';
import { dayNumber } from '../../domain/matching/days.ts';
import { evaluateScorer, reliabilityOf, type ScorerFigures } from '../../domain/matching/learned/evaluate.ts';
import { type ComparedRecord, type FieldSpec, levelOf, UNKNOWN_LEVEL } from '../../domain/matching/learned/fields.ts';
import { type LinkTask, scoreLink, trainLink } from '../../domain/matching/learned/link.ts';
import { rarityOf } from '../../domain/matching/learned/rarity.ts';
import { words } from '../../domain/matching/text.ts';

interface Transfer extends ComparedRecord {
  id: string;
}

/** Fields of two bank statements of one transfer: it arrives later, less or more of it, and its memo is cut. */
const TRANSFER_FIELDS: readonly FieldSpec[] = [
  {
    field: 'amount',
    kind: 'amount',
    rareBits: [8, 10, 12],
    bounds: [0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.15, 0.3],
  },
  { field: 'date', kind: 'days', bounds: [-1, 0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30] },
  { field: 'memo', kind: 'text', bounds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
];

const PERIOD_DAYS = 16;
const BEGINNING = 3;
const period = (day: number) => Math.floor(day / PERIOD_DAYS);
const sizeOf = ({ amountMinor }: Transfer) => Math.log(Math.max(1, amountMinor));
const anyWords = (text: string) => text.split(' ').filter(({ length }) => length > 3);

/** A payment arrives within this or the two next periods. */
const leftPeriods = ({ day }: Transfer) => [0, 1, 2].map((later) => period(day) + later);
const near = { leftAt: sizeOf, rightAt: sizeOf, within: 0.35, most: 40 };
const BLOCKS: readonly BlockKey<Transfer, Transfer>[] = [
  {
    name: 'beginning of the memo, in time, near the amount',
    leftKeys: (item) => leftPeriods(item).map((at) => `${item.text.slice(0, BEGINNING)} ${at}`),
    rightKeys: (item) => [`${item.text.slice(0, BEGINNING)} ${period(item.day)}`],
    ...near,
  },
  {
    name: 'a word of the memo, in time, near the amount',
    leftKeys: (item) => anyWords(item.text).flatMap((word) => leftPeriods(item).map((at) => `${word} ${at}`)),
    rightKeys: (item) => anyWords(item.text).map((word) => `${word} ${period(item.day)}`),
    ...near,
    most: 10,
  },
  {
    name: 'the same amount, in time',
    leftKeys: (item) => leftPeriods(item).map((at) => `${item.amountMinor} ${at}`),
    rightKeys: (item) => [`${item.amountMinor} ${period(item.day)}`],
    ...near,
    most: 10,
  },
];

/** A line of CSV as its cells; quotes as RFC 4180 has them. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );

function rowsOf(file: string): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean);
  const names = cellsOf(head);
  return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, at) => [names[at] ?? '', cell])));
}

function transfersOf(file: string): Transfer[] {
  const read = rowsOf(file).map(
    ({ id = '', memo = '', date = '', amount_minor: amount = '' }): Transfer => ({
      id,
      amountMinor: Number(amount),
      day: dayNumber(date),
      text: words(memo).join(' '),
    }),
  );
  return read.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** 0 to 1, by the text alone: the same on every machine. */
const spreadOf = (text: string) =>
  Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, 8), 16) / 2 ** 32;

interface Sample {
  name: string;
  lefts: Transfer[];
  rights: Transfer[];
}

function judgeSample({ name, lefts, rights }: Sample, truth: ReadonlyMap<string, string>) {
  const rarity = rarityOf(
    [...lefts, ...rights].map(({ text }) => text),
    rights.map(({ amountMinor }) => amountMinor),
  );
  const task: LinkTask<Transfer, Transfer> = {
    lefts,
    rights,
    blocks: BLOCKS,
    levels: (left, right) => TRANSFER_FIELDS.map((spec) => levelOf(spec, left, right, rarity, UNKNOWN_LEVEL)),
  };
  const here = new Set(rights.map(({ id }) => id));
  const truths = lefts.filter(({ id }) => here.has(truth.get(id) ?? '')).length;
  const began = performance.now();
  const fit = trainLink(task, { fields: TRANSFER_FIELDS, version: 'transfers' });
  if (fit.kind !== 'fitted') throw new Error(`the fit on ${name} failed: ${fit.kind}`);
  const { pairs, compared } = scoreLink(task, fit.model);
  const isRight = (left: number, right: number) => truth.get(lefts[left]?.id ?? '') === rights[right]?.id;
  const judged = claimGreedily(pairs.map(({ left, right, probability }) => ({ left, right, weight: probability }))).map(
    ({ left, right, weight }) => ({ score: weight, right: isRight(left, right) }),
  );
  const figures: ScorerFigures = evaluateScorer(judged, truths);
  const blocked = pairs.filter(({ left, right }) => isRight(left, right)).length;
  const { brier, bands } = reliabilityOf(judged);
  const text = [
    `${lefts.length} and ${rights.length} lines, ${compared.pairs} pairs compared, blocks kept ${(blocked / Math.max(1, truths)).toFixed(4)} of the true pairs`,
    `share with a counterpart estimated ${fit.model.pairedShare.toFixed(3)}, true ${(truths / Math.max(1, lefts.length)).toFixed(3)}`,
    `Brier ${brier.toFixed(4)}; said and right: ${bands.map(({ said, right }) => `${said.toFixed(2)} ${right.toFixed(2)}`).join(', ')}`,
    `${((performance.now() - began) / 1000).toFixed(1)} s`,
  ].join('\n  ');
  return { name, figures, text };
}

/**
 * Labelled transfers of a folder (origin.csv, destination.csv, truth.csv), fitted on the two lists without the labels. The
 * pairs are split by a digest of their id: levels and blocks were chosen on one part, the other was not looked at. And the
 * whole, with a tenth of each side taken away, so that not everything has a counterpart.
 */
export function judgePairs(folder: string) {
  const [lefts, rights] = [transfersOf(join(folder, 'origin.csv')), transfersOf(join(folder, 'destination.csv'))];
  const truth = new Map(
    rowsOf(join(folder, 'truth.csv')).map(({ origin_id: one = '', destination_id: other = '' }) => [one, other]),
  );
  const partOf = new Map<string, boolean>();
  for (const [one, other] of truth) {
    const unseen = spreadOf(`unseen ${one}`) < 0.4;
    partOf.set(one, unseen).set(other, unseen);
  }
  const take = (name: string, keep: (id: string) => boolean): Sample => ({
    name,
    lefts: lefts.filter(({ id }) => keep(id)),
    rights: rights.filter(({ id }) => keep(id)),
  });
  return [
    take('the part that was looked at', (id) => partOf.get(id) === false),
    take('the part that was not', (id) => partOf.get(id) === true),
    take('all', () => true),
    take('all, a tenth of each side taken away', (id) => spreadOf(`kept ${id}`) >= 0.1),
  ].map((sample) => judgeSample(sample, truth));
}
