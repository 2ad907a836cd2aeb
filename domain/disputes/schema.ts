import { z } from 'zod';

export const DISPUTE_TYPES = [
  'billing_error',
  'duplicate_charge',
  'service_outage',
  'cancelled_service',
  'unauthorized',
  'other',
] as const;
export const RESOLUTION_ACTIONS = ['full_refund', 'partial_refund', 'credit', 'no_action', 'escalate'] as const;

const caseId = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dot, dash and underscore');

/** A dispute event, from the queue or POST /disputes. */
export const disputeEventSchema = z.strictObject({
  case_id: caseId.describe('CRM case id'),
  customer_id: caseId.describe('CRM account id of the customer'),
});

/** The case as the rules see it, read from the CRM. Amounts are minor units of `currency`. */
export const disputeCaseSchema = z.object({
  caseId: z.string(),
  customerId: z.string(),
  disputeType: z.string(),
  amountMinor: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  description: z.string(),
  segment: z.string(),
  accountType: z.string(),
  chargeId: z.string().nullable(),
  contactEmail: z.string().nullable(),
  openedAt: z.string(),
  closed: z.boolean(),
});
export type DisputeCase = z.infer<typeof disputeCaseSchema>;

/** The closed schema of a model answer: an action, an amount in the case's currency, nothing that names a payee or a tool. */
export const modelAnswerSchema = z.strictObject({
  action: z.enum(RESOLUTION_ACTIONS),
  amount: z
    .number()
    .nonnegative()
    .max(1_000_000_000)
    .describe('Amount in major units of the disputed currency; 0 for no_action and escalate'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  reason: z.string().min(1).max(1200),
  confidence: z.number().min(0).max(100),
  policy_ids: z.array(z.string().max(80)).max(3).describe('Ids of the policies relied on, as listed'),
});
export type ModelAnswer = z.infer<typeof modelAnswerSchema>;

/** A proposal after the bounds of code were put on it. */
export const resolutionSchema = z.object({
  action: z.enum(RESOLUTION_ACTIONS),
  amountMinor: z.int().nonnegative(),
  currency: z.string(),
  reason: z.string(),
  confidence: z.number(),
  policyIds: z.array(z.string()),
  /** Amount the model asked for, when the bounds cut it. */
  cutFromMinor: z.int().nullable(),
});
export type Resolution = z.infer<typeof resolutionSchema>;

export type ResolutionAction = (typeof RESOLUTION_ACTIONS)[number];
