import type { ParkReason } from '../money/parkReasons.ts';
import type { ChargeFacts } from './facts.ts';
import type { PolicyExcerpt, SimilarCase } from './prompt.ts';
import type { Resolution } from './schema.ts';

/** What the model was shown beside the case, kept with the run. */
export interface PromptContext {
  round: number;
  similarCases: SimilarCase[];
  policies: PolicyExcerpt[];
}

/** Proposal of one round, or why there is none. */
export type StoredProposal =
  | { round: number; kind: 'proposed'; resolution: Resolution; charge: ChargeFacts; maximumMinor: number }
  | { round: number; kind: 'parked'; reason: ParkReason };
