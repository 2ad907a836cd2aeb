import type { Transaction } from '../../db/database.ts';
import type { processes } from '../../db/operations/schema.ts';
import type { decisionRequests, reviewSnapshots, reviewTasks } from '../../db/reviews/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import type { ReviewKind } from '../../domain/reviews/kinds.ts';
import type { AtRisk } from '../../domain/reviews/limits.ts';

/** A decision that is about to be admitted; its task is locked. */
export interface Judged {
  task: typeof reviewTasks.$inferSelect;
  request: typeof decisionRequests.$inferSelect;
  snapshot: typeof reviewSnapshots.$inferSelect;
  /** The snapshot, read. */
  shown: unknown;
  /** The process that waits for it. */
  process: typeof processes.$inferSelect;
  /** When it is decided. */
  at: Date;
}

/** What a decision approves. */
export interface Approval {
  /** One of the area's own words; null where the decision itself says everything. */
  action: string | null;
  /** Minor units of the snapshot's currency; null = it pays nothing. */
  amountMinor: number | null;
  /** The vendor's or our id of what is paid or paid back. */
  payee: string | null;
  /** Why a reviewer changed what was proposed. */
  reason: string | null;
}

/** What an area makes of a decision, before anybody asks who decides. */
export interface Judgement {
  ok: true;
  approval: Approval;
  /** The money it touches, whatever it does with it. To refuse something risks none: that is known without the area. */
  risks: AtRisk[];
  /** Whose object it is, besides who started its runs (`user:…`, `key:…`): they may not decide it. */
  owners: string[];
  /** Why nobody may approve it today; said only to somebody who may decide it. */
  problem: ErrorCode | null;
}

/** What deciding a kind of review does: the area's half. */
export interface ReviewKindActivities {
  /** Reads only. An error code refuses, whoever decides. */
  judge(tx: Transaction, judged: Judged): Promise<Judgement | { ok: false; code: ErrorCode }>;
  /**
   * The effects, in the transaction that makes the decision final and just before its row is written. An error code refuses;
   * then nothing was written but a look, at which the run makes an outdated card anew.
   */
  apply(tx: Transaction, judged: Judged, approval: Approval): Promise<ErrorCode | null>;
}

/** Every kind's functions; one without does not compile. */
export type ReviewKinds = Readonly<Record<ReviewKind, ReviewKindActivities>>;
