import { z } from 'zod';

const field = z.string().min(1).max(40);
const bounds = z.array(z.number()).min(1).max(60);
const levels = z.array(z.string().max(80)).min(1).max(20);
const chances = z.array(z.number().min(0).max(1)).min(1).max(400);

const fieldSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ field, kind: z.literal('amount'), rareBits: bounds, bounds }),
  z.strictObject({ field, kind: z.literal('days'), bounds }),
  z.strictObject({ field, kind: z.literal('text'), bounds }),
  z.strictObject({ field, kind: z.literal('given'), levels, guess: z.array(z.number()).min(1).max(20) }),
]);

/** A learned scorer as it is stored: Fellegi and Sunter's model of pairs that belong together and pairs that do not. */
export const learnedModelSchema = z.strictObject({
  kind: z.literal('fellegi_sunter'),
  version: z.string().min(1).max(64),
  fields: z
    .array(
      z.strictObject({
        spec: fieldSpecSchema,
        ofMatches: chances.describe('Share of pairs that belong together at each level'),
        ofOthers: chances.describe('Share of all other compared pairs at each level'),
      }),
    )
    .min(1)
    .max(12),
  pairedShare: z.number().min(0).max(1).describe('Share of the smaller side that has its counterpart'),
  trainedOn: z.strictObject({ pairs: z.int().min(0), vectors: z.int().min(0), passes: z.int().min(0) }),
});
export type LearnedModel = z.infer<typeof learnedModelSchema>;
