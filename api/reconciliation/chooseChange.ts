import { z } from 'zod';
import type { WantedChange } from '../../books/reviews/wantedDecision.ts';
import type { StoredChoice } from '../../domain/reconciliation/storedChoice.ts';
import type { DecisionPart } from '../slice.ts';

/** A reviewer's answer to which invoice a payment is for. */
const choiceChange = (choice: StoredChoice): WantedChange => ({
  needs: 'choice',
  handsOn: false,
  reason: null,
  stored: () => choice,
  isSame: (_final, kept) => (kept as StoredChoice | null | undefined)?.invoiceId === choice.invoiceId,
});

/** What comes with a decision about a match, in the body of the route that decides every kind. */
export const decisionFields = {
  invoice_id: z.uuid().optional().describe('Propose this invoice of the card instead; it is asked about anew'),
};

export const decisionPart = (body: z.infer<z.ZodObject<typeof decisionFields>>): DecisionPart =>
  body.invoice_id ? { action: 'modified', change: choiceChange({ invoiceId: body.invoice_id }) } : {};
