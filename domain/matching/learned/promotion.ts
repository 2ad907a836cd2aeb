/** A decision on a frozen hold-out, with what the current and the proposed scorer said of it. */
export interface HeldOutSample {
  /** Whom it is about: figures are means over these, so that a busy one does not decide alone. */
  userId: string;
  /** Kinds of cases it belongs to, e.g. currency or "several invoices"; none of them may get worse. */
  slices: string[];
  right: boolean;
  currentScore: number;
  proposedScore: number;
}

type PromotionReason =
  | 'better'
  /** Fewer than 20 samples, or of fewer than 5 users. */
  | 'not_enough_data'
  /** Ties keep what is in use. */
  | 'not_better'
  | 'slice_worse';

export interface Promotion {
  promote: boolean;
  reason: PromotionReason;
  /** Precision of the first five of each user, mean over users; null without data. */
  current: number | null;
  proposed: number | null;
  slices: { slice: string; samples: number; current: number; proposed: number; worse: boolean }[];
}

const FEWEST_SAMPLES = 20;
const FEWEST_USERS = 5;
const FIRST = 5;
/** Sums of shares differ in their last digits by the order of adding. */
const SAME = 1e-12;

type Score = (sample: HeldOutSample) => number;

/** Mean over users of the share that is right among their five highest scores. Equal scores count by their mean. */
function precisionAtFive(samples: readonly HeldOutSample[], scoreOf: Score): number {
  const byUser = Map.groupBy(samples, ({ userId }) => userId);
  let sum = 0;
  for (const own of byUser.values()) {
    const places = Math.min(FIRST, own.length);
    let [taken, right] = [0, 0];
    const byScore = [...Map.groupBy(own, scoreOf)].toSorted(([one], [other]) => other - one);
    for (const [, equals] of byScore) {
      const room = Math.min(places - taken, equals.length);
      right += (equals.filter((one) => one.right).length * room) / equals.length;
      taken += room;
    }
    sum += right / places;
  }
  return sum / byUser.size;
}

/**
 * Whether a newly trained scorer replaces the one in use: strictly better on a frozen hold-out of enough
 * samples and users, and in no slice worse. Whoever promotes records this, and can take it back.
 */
export function judgePromotion(samples: readonly HeldOutSample[]): Promotion {
  const users = new Set(samples.map(({ userId }) => userId)).size;
  if (samples.length < FEWEST_SAMPLES || users < FEWEST_USERS)
    return { promote: false, reason: 'not_enough_data', current: null, proposed: null, slices: [] };
  const both = (of: readonly HeldOutSample[]) => ({
    current: precisionAtFive(of, (one) => one.currentScore),
    proposed: precisionAtFive(of, (one) => one.proposedScore),
  });
  const names = [...new Set(samples.flatMap(({ slices }) => slices))].toSorted();
  const slices = names.map((slice) => {
    const of = samples.filter((one) => one.slices.includes(slice));
    const figures = both(of);
    return { slice, samples: of.length, ...figures, worse: figures.proposed < figures.current - SAME };
  });
  const overall = both(samples);
  const reason =
    overall.proposed <= overall.current + SAME
      ? 'not_better'
      : slices.some(({ worse }) => worse)
        ? 'slice_worse'
        : 'better';
  return { promote: reason === 'better', reason, ...overall, slices };
}
