import { moneyText } from '../money/moneyText.ts';
import type { Named } from '../naming.ts';
import { paysMoney } from './bounds.ts';
import type { Resolution } from './schema.ts';

export interface NamedDispute {
  caseId: string;
  customerId: string | null;
  /** What the customer disputes; null where the case could not be read. */
  disputed: { amountMinor: number; currency: string; type: string; text: string } | null;
  proposed: Pick<Resolution, 'action' | 'amountMinor' | 'currency' | 'reason'> | null;
}

const words = (name: string) => name.replaceAll('_', ' ');

/** What is proposed for a case, as one sentence. */
function proposalSentence({ proposed, caseId }: NamedDispute): string {
  if (!proposed) return `Nothing is proposed for case ${caseId}: a person decides what is paid back`;
  if (paysMoney(proposed.action))
    return `Pay back ${moneyText(proposed.amountMinor, proposed.currency)} for case ${caseId}`;
  return proposed.action === 'escalate'
    ? `The model hands case ${caseId} to a person`
    : `Pay nothing back and close case ${caseId}`;
}

/** How people call a dispute that waits for a decision. */
export function nameDispute(dispute: NamedDispute): Named {
  const { caseId, customerId, disputed, proposed } = dispute;
  const who = customerId ? `Customer ${customerId}` : 'A customer';
  return {
    title: disputed
      ? `${who} disputes ${moneyText(disputed.amountMinor, disputed.currency)}`
      : `Case ${caseId} can’t be read`,
    subtitle: disputed ? `${words(disputed.type)}, case ${caseId}` : `Case ${caseId}`,
    sentence: proposalSentence(dispute),
    search: [disputed?.text ?? '', proposed?.reason ?? ''],
  };
}
