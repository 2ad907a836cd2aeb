import type { SandboxEffect } from '../demo/sandboxClient.ts';
import { caseSentence } from '../demo/words.ts';
import type { CaseView } from './play.ts';

export interface Verdict {
  name: string;
  expected: string;
  seen: string;
  ok: boolean;
  /** How the books say that it ended, and what the vendor really paid back. */
  outcome: string;
  refundsMinor: number[];
}

/** Compares each case with the sandbox's own effect log: what really happened, whatever the books say. */
export function judge(
  views: CaseView[],
  effects: SandboxEffect[],
  refundedCharge: (effectId: string) => string | undefined,
): Verdict[] {
  return views.map((view) => {
    const { demo, chargeId } = view.prepared;
    const refunds = effects
      .filter((effect) => effect.kind === 'refund' && refundedCharge(effect.id) === chargeId)
      .map((effect) => effect.amountMinor ?? 0);
    const wanted = demo.expected.refundMinor === null ? [] : [demo.expected.refundMinor];
    const parkedOk = !demo.expected.parked || view.parked === demo.expected.parked;
    const ok = view.outcome === demo.expected.outcome && refunds.join() === wanted.join() && parkedOk;
    const wantsReason = demo.expected.parked !== undefined;
    return {
      name: demo.name,
      expected: caseSentence({
        outcome: demo.expected.outcome,
        refundsMinor: wanted,
        parked: demo.expected.parked ?? null,
      }),
      seen: caseSentence({
        outcome: view.outcome || `still ${view.step}`,
        refundsMinor: refunds,
        parked: wantsReason ? view.parked : null,
      }),
      ok,
      outcome: view.outcome,
      refundsMinor: refunds,
    };
  });
}
