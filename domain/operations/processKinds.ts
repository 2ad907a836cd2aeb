import * as AREAS from '../areas.ts';
import { mergeNamed } from '../merge.ts';

/** A step of a run as the area's books call it, for people. */
export interface StepWords {
  /** What happens, as a verb: `Reads the case`, `Waits for the payment`. */
  name: string;
  /** What comes after it; null where nothing is certain. */
  next: string | null;
}

/** How a run can end, for people. */
export interface OutcomeWords {
  text: string;
  tone: 'plain' | 'good' | 'bad' | 'warn';
}

/** A kind of run, as data: `processKinds` of its area. A run of a kind without an entry does not compile. */
export interface ProcessKindEntry {
  /** One of them: `Dispute`. */
  name: string;
  many: string;
  /** Work of the installation and not of a customer: lists leave it out unless somebody asks for it. */
  housekeeping: boolean;
  /** By the step and the outcome that `runFacts` of its area (db/slice.ts) reads. */
  steps?: Readonly<Record<string, StepWords>>;
  outcomes?: Readonly<Record<string, OutcomeWords>>;
  /** Why a run ended as it did, from what `runFacts` reads beside the outcome; null where its error says all there is. */
  explain?(detail: Readonly<Record<string, unknown>>): string | null;
}

const MERGED = mergeNamed(AREAS, 'processKinds');
export type ProcessKind = keyof typeof MERGED;
const KINDS: Readonly<Record<ProcessKind, ProcessKindEntry>> = MERGED;
// Object.keys loses the literal type; the keys are exactly the table's.
const PROCESS_KINDS = Object.keys(KINDS) as [ProcessKind, ...ProcessKind[]];

const isKind = (kind: string): kind is ProcessKind => Object.hasOwn(KINDS, kind);
const words = (name: string) => name.replaceAll(/[-_]/g, ' ');

/** A kind of the books; one that no area declares any more reads as it is written. */
export const processKind = (kind: string): ProcessKindEntry =>
  isKind(kind) ? KINDS[kind] : { name: words(kind), many: words(kind), housekeeping: true };

export const BUSINESS_KINDS = PROCESS_KINDS.filter((kind) => !KINDS[kind].housekeeping);
