import { z } from 'zod';

const points = z.int().min(0).max(100).describe('Points of 100 that agreement adds; 0 = the rule is off');

/** Rules of a tenant by which payments are matched to invoices. Every bound here is also what keeps a run affordable. */
export const matchRulesSchema = z
  .strictObject({
    version: z.string().trim().min(1).max(64).describe('Stored with every match'),
    amount: z.strictObject({ points }),
    reference: z.strictObject({ points }),
    date: z.strictObject({
      points,
      withinDays: z
        .int()
        .min(1)
        .max(120)
        .describe('Points fall linearly to 0 at this distance from the nearer of issue and due day'),
    }),
    payer: z.strictObject({
      points,
      similarity: z.number().min(0.5).max(1).describe('From which likeness on two names agree, 0 to 1'),
    }),
    store: z.int().min(1).max(100).describe('A match of this score or more is proposed'),
    auto: z.strictObject({
      on: z.boolean(),
      from: z.int().min(1).max(100).describe('A match of this score or more needs no person'),
      margin: z.int().min(0).max(100).describe('Unless another candidate is this close, in points'),
      twins: z
        .enum(['ask', 'reference_decides'])
        .describe('What becomes of a payment when its client owes the same amount twice'),
    }),
    differences: z.strictObject({
      partial: z.boolean().describe('Less than is owed, where the reference names the invoice'),
      over: z.boolean().describe('More than is owed, where the reference names the invoice'),
      foreign: z.boolean().describe('Another currency, where the reference names the invoice'),
      feePermille: z.int().min(0).max(200).describe('A shortfall up to this share of the balance may be a fee'),
    }),
    covers: z.strictObject({
      atMost: z.int().min(2).max(8).describe('Most invoices of one payment, or payments of one invoice'),
      withinDays: z.int().min(1).max(730).describe('Invoices issued longer before the payment are left out'),
      effort: z.int().min(100).max(1_000_000).describe('Most steps of the search before a person is asked'),
    }),
  })
  .refine((rules) => rules.amount.points + rules.reference.points + rules.date.points + rules.payer.points <= 100, {
    message: 'the points of all rules come to more than 100',
  });
export type MatchRules = z.infer<typeof matchRulesSchema>;
