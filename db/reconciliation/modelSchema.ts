import { boolean, integer, jsonb, pgTable, text, unique, varchar } from 'drizzle-orm/pg-core';
import type { LearnedModel } from '../../domain/matching/learned/schema.ts';
import type { TrainingResult } from '../../domain/reconciliation/models.ts';
import { createdAt, id, tenantId } from '../columns.ts';

/** Shares of a comparison before and after, as the gate saw them. */
export interface KeptComparison {
  current: number | null;
  proposed: number | null;
  slices: { slice: string; samples: number; current: number; proposed: number; worse: boolean }[];
}

/** What scores payments of a tenant, version by version; nothing of a version ever changes. The newest one in use holds; none means the rules. */
export const matchingModels = pgTable(
  'matching_models',
  {
    id: id(),
    tenantId: tenantId(),
    version: integer('version').notNull(),
    /** Null: the rules score again. */
    model: jsonb('model').$type<LearnedModel>(),
    /** Whether it was put into use when it was made. */
    used: boolean('used').notNull(),
    result: text('result').$type<TrainingResult | 'chosen'>().notNull(),
    comparison: jsonb('comparison').$type<KeptComparison>(),
    /** The version that was chosen again; null for one that was trained. */
    chosen: integer('chosen'),
    /** The training that made it: the same one makes no second version. */
    training: varchar('training', { length: 100 }),
    madeBy: varchar('made_by', { length: 100 }).notNull(),
    approvedBy: varchar('approved_by', { length: 100 }),
    createdAt: createdAt(),
  },
  (table) => [
    unique('matching_models_version_key').on(table.tenantId, table.version),
    unique('matching_models_training_key').on(table.tenantId, table.training),
  ],
);
