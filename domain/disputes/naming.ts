import { amountSpellings, moneyText } from '../money/moneyText.ts';
import { reasonInWords } from '../money/reasons.ts';
import type { Named } from '../naming.ts';
import { capital, dayText, oneLine, spaced } from '../words.ts';
import { paysMoney } from './bounds.ts';
import type { DisputeCase, Resolution } from './schema.ts';

/** A case as far as it is needed to speak of it; cases read by an older version name nobody. */
type NamedCase = Pick<DisputeCase, 'amountMinor' | 'currency' | 'disputeType' | 'description' | 'customerName'>;

export interface NamedDispute {
  caseId: string;
  customerId: string | null;
  /** What the customer disputes; null where the case could not be read. */
  disputed: NamedCase | null;
  proposed: Pick<Resolution, 'action' | 'amountMinor' | 'currency' | 'reason'> | null;
  /** Why there is no proposal, or why money may not go; null where the proposal stands. */
  parkedReason?: string | null;
  /** Charges that the decision is about. */
  chargeIds?: readonly string[];
}

const nameIn = (disputed: Pick<NamedCase, 'customerName'> | null): string | null => oneLine(disputed?.customerName);

/** What is proposed for a case, as one sentence. */
function proposalSentence({ proposed, disputed, parkedReason }: NamedDispute): string {
  const who = nameIn(disputed) ?? 'the customer';
  if (!proposed) {
    const because = parkedReason ? `, because ${reasonInWords(parkedReason)}` : '';
    return `Decide what ${who} is paid back: nothing is proposed${because}`;
  }
  const { action, amountMinor, currency } = proposed;
  if (paysMoney(action)) {
    const whole = disputed && disputed.currency === currency && disputed.amountMinor > amountMinor;
    const of = whole ? ` of ${moneyText(disputed.amountMinor, currency)}` : '';
    return `Pay ${moneyText(amountMinor, currency)}${of} back to ${who}`;
  }
  return action === 'escalate'
    ? `Decide what ${who} is paid back: the model is not sure`
    : `Pay nothing back to ${who} and close the case`;
}

/** How people call a dispute whose case is not read yet. */
export const nameNewDispute = (caseId: string): Pick<Named, 'title' | 'subtitle'> => ({
  title: 'A new dispute',
  subtitle: `Case ${caseId}`,
});

/** How people call a dispute that waits for a decision. */
export function nameDispute(dispute: NamedDispute): Named {
  const { caseId, customerId, disputed, proposed, chargeIds = [] } = dispute;
  const amounts = disputed ? amountSpellings(disputed.amountMinor, disputed.currency) : [];
  const proposals = proposed ? amountSpellings(proposed.amountMinor, proposed.currency) : [];
  return {
    title: disputed
      ? `${nameIn(disputed) ?? 'A customer'} disputes ${moneyText(disputed.amountMinor, disputed.currency)}`
      : 'A dispute whose case can’t be read',
    subtitle: disputed?.disputeType ? `${capital(spaced(disputed.disputeType))}, case ${caseId}` : `Case ${caseId}`,
    sentence: proposalSentence(dispute),
    search: [
      customerId ?? '',
      ...chargeIds,
      ...amounts,
      ...proposals,
      proposed?.reason ?? '',
      disputed?.description ?? '',
    ],
  };
}

/** The charge that money goes back to. */
interface PaidCharge {
  chargeId: string;
  createdAt: string;
}

/** `the charge of 3 Nov that ends in 4f2a`: enough to find it, without its whole id. */
const chargeWords = ({ chargeId, createdAt }: PaidCharge): string =>
  `the charge of ${dayText(createdAt)} that ends in ${chargeId.slice(-4)}`;

/** What approving a proposal does, step by step. `charge` is null where a person has to choose one. */
export function stepsOnApprove(
  { action, amountMinor, currency }: Pick<Resolution, 'action' | 'amountMinor' | 'currency'>,
  { disputed, charge, writes }: { disputed: NamedDispute['disputed']; charge: PaidCharge | null; writes: boolean },
): string[] {
  const who = nameIn(disputed) ?? 'the customer';
  const told = writes ? [`Write to ${who} that it is done`] : [`Write to nobody: the case names no address`];
  if (paysMoney(action))
    return [
      `Pay ${moneyText(amountMinor, currency)} back to ${who}${charge ? `, to ${chargeWords(charge)}` : ''}`,
      'Note the refund in billing',
      ...told,
    ];
  return action === 'escalate'
    ? ['The model is not sure and asks for somebody else: decide it yourself, or hand the case on; it stays open']
    : [`Pay nothing back to ${who}`, 'Close the case', ...told];
}
