import type { DryRun } from '../matching/invoices/dryRun.ts';
import { listed } from '../words.ts';
import { KIND_WORDS } from './matchWords.ts';
import { unmatchedText } from './unmatchedWords.ts';

type Outcome = DryRun['changes'][number]['before'];

/** What would become of a payment, in words; `numberOf`: an invoice's number by its id. */
export function outcomeText(
  { state, decision, kind, invoiceIds, score, reason }: Outcome,
  numberOf: (id: string) => string,
): string {
  if (state !== 'matched' || kind === null)
    return `${state === 'asked' ? 'A person is asked' : 'Not matched'}${reason ? `: ${unmatchedText(reason)}` : ''}`;
  const said = decision === 'auto' ? 'Approved without a person' : 'Proposed to a person';
  const numbers = listed(invoiceIds.map(numberOf));
  return `${said}: ${invoiceIds.length === 1 ? 'invoice' : 'invoices'} ${numbers}, score ${Math.round(score ?? 0)}. ${KIND_WORDS[kind]}`;
}
