import { z } from 'zod';
import type { WantedChange } from '../../books/reviews/wantedDecision.ts';
import { RESOLUTION_ACTIONS } from '../../domain/disputes/schema.ts';
import type { StoredModification } from '../../domain/disputes/storedModification.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { parseAmount } from '../../domain/money/money.ts';
import type { DecisionPart } from '../slice.ts';

/** Another resolution than the proposed one. */
export const modificationSchema = z.strictObject({
  action: z.enum(RESOLUTION_ACTIONS).exclude(['credit']),
  amount: z
    .union([z.number().nonnegative(), z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)], 'an amount such as 45 or "45.50"')
    .default(0)
    .describe('Major units of the disputed currency'),
  reason: z.string().max(2000).optional(),
  charge_id: z.string().max(255).optional().describe('Which candidate charge is paid back, when the case names none'),
});
type Modification = z.infer<typeof modificationSchema>;

function storedModification(modification: Modification, currency: string | null): StoredModification {
  const { action, amount, reason = null, charge_id: chargeId = null } = modification;
  try {
    return { action, amountMinor: parseAmount(amount, currency ?? 'USD'), reason, chargeId };
  } catch {
    throw new CodedError('AMOUNT_OUT_OF_RANGE', `modified_resolution.amount: not an amount in ${currency ?? 'USD'}`);
  }
}

/** A reviewer's change to the resolution of a dispute. */
export const resolutionChange = (modification: Modification): WantedChange => ({
  needs: 'resolution',
  handsOn: modification.action === 'escalate',
  reason: modification.reason ?? null,
  stored: (currency) => storedModification(modification, currency),
  isSame(final, _kept, shown) {
    const { action, amountMinor, chargeId } = storedModification(modification, shown.currency);
    if (final.action !== action || (final.approvedMinor ?? 0) !== amountMinor) return false;
    // Who names no charge means the one of the card.
    return final.payee === null || final.payee === (chargeId ?? shown.payee);
  },
});

/** What comes with a decision about a dispute, in the body of the route that decides every kind. */
export const decisionFields = {
  modified_resolution: modificationSchema.optional(),
  billing_payment_id: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('With a refund: the payment in billing at which it is recorded, where several or none name the charge'),
};

export const decisionPart = (body: z.infer<z.ZodObject<typeof decisionFields>>): DecisionPart => ({
  change: body.modified_resolution && resolutionChange(body.modified_resolution),
  vendorId: body.billing_payment_id,
});
