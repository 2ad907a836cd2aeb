import { formatAmount } from '../../domain/money/money.ts';
import type { CaseView } from './play.ts';
import type { SandboxEffect } from './sandboxClient.ts';

export interface Verdict {
  name: string;
  expected: string;
  seen: string;
  ok: boolean;
}

const money = (amounts: number[]) =>
  amounts.length === 0 ? 'no refund' : amounts.map((amount) => `${formatAmount(amount, 'USD')} USD`).join(' + ');

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
    const parked = (text: string | null | undefined) => (text ? `, parked: ${text}` : '');
    return {
      name: demo.name,
      expected: `${demo.expected.outcome}, ${money(wanted)}${parked(demo.expected.parked)}`,
      seen: `${view.outcome || `still ${view.step}`}, ${money(refunds)}${parked(demo.expected.parked ? view.parked : null)}`,
      ok,
    };
  });
}
