import { z } from 'zod';
import { JsonProblem, parseStrictJson } from '../json/strictJson.ts';
import { isStorable } from '../storable.ts';

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
  occurred_at: z.iso
    .datetime({ offset: true })
    .max(40)
    .optional()
    .describe('When the customer disputed it; not more than five minutes in the future'),
});
export type DisputeEvent = z.infer<typeof disputeEventSchema>;

/** The case as the rules see it, read from the CRM. Amounts are minor units of `currency`. */
export const disputeCaseSchema = z.object({
  caseId: z.string(),
  customerId: z.string(),
  /** Of the contact, else of the account; null where the CRM names neither. Cases read by an older version lack it. */
  customerName: z.string().nullish(),
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

/** Text of a model: what the books can't keep is no answer, and is not paid for again and again. */
const modelText = (maximum: number) => z.string().max(maximum).refine(isStorable, 'no NUL and no half of a character');

/** The closed schema of a model answer: an action, an amount in the case's currency, nothing that names a payee or a tool. */
export const modelAnswerSchema = z.strictObject({
  action: z.enum(RESOLUTION_ACTIONS),
  amount: z
    .number()
    .nonnegative()
    .max(1_000_000_000)
    .describe('Amount in major units of the disputed currency; 0 for no_action and escalate'),
  currency: z.string().regex(/^[A-Z]{3}$/),
  reason: modelText(1200).min(1),
  confidence: z.number().min(0).max(100),
  policy_ids: z.array(modelText(80)).max(3).describe('Ids of the policies relied on, as listed'),
});
export type ModelAnswer = z.infer<typeof modelAnswerSchema>;

const ANSWER_BOUNDS = { maximumDepth: 4, maximumValues: 50 };

/** A model's JSON; null unless it is one full, closed answer that says one thing: an amount twice is none. */
export function readModelAnswer(content: string | null | undefined): ModelAnswer | null {
  try {
    const parsed = modelAnswerSchema.safeParse(parseStrictJson(content ?? '', ANSWER_BOUNDS));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof JsonProblem) return null;
    throw error;
  }
}

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
