import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { amountMinor, createdAt, id, instant, nanoDollars, tenantId } from '../columns.ts';

/** Read model of a dispute run. Temporal history is the truth; HTTP reads this, so it outlives Temporal's retention. */
export const workflowStates = pgTable(
  'workflow_states',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    tenantId: tenantId(),
    processId: uuid('process_id').notNull(),
    runId: uuid('run_id').unique('workflow_states_run_id_key'),
    caseId: varchar('case_id', { length: 255 }).notNull(),
    customerId: varchar('customer_id', { length: 255 }).notNull(),
    status: varchar('status', { length: 50, enum: ['running', 'completed', 'failed', 'pending'] }).notNull(),
    currentStep: varchar('current_step', { length: 100 }).notNull(),
    crmData: jsonb('crm_data'),
    billingData: jsonb('billing_data'),
    paymentData: jsonb('payment_data'),
    promptContext: jsonb('prompt_context'),
    resolutionProposal: jsonb('resolution_proposal'),
    humanReviewData: jsonb('human_review_data'),
    /** While the step that moves money fails and is tried again: `{code, times}`. Null while all goes well. */
    moneyProblem: jsonb('money_problem'),
    finalResolution: jsonb('final_resolution'),
    llmCost: numeric('llm_cost', { precision: 10, scale: 6 }).notNull().default('0'),
    totalCost: numeric('total_cost', { precision: 10, scale: 6 }).notNull().default('0'),
    costBreakdown: jsonb('cost_breakdown').notNull().default({}),
    caseEmbedding: real('case_embedding').array(),
    embeddingModel: text('embedding_model'),
    /** Whether any vendor the run spoke to was simulated; set before the first word of it is read. */
    mock: boolean('mock').notNull().default(false),
    createdAt: createdAt(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    completedAt: instant('completed_at'),
  },
  (table) => [
    unique('workflow_states_process_key').on(table.tenantId, table.processId),
    check('workflow_states_status', sql`status in ('running', 'completed', 'failed', 'pending')`),
    index('workflow_states_case_id').on(table.caseId),
    index('workflow_states_status_index').on(table.status),
    index('workflow_states_current_step').on(table.currentStep),
    index('workflow_states_created_at').on(table.createdAt),
  ],
);

/** Learning store: one row per resolved case, with the embedding of its text. */
export const disputeResolutions = pgTable(
  'dispute_resolutions',
  {
    id: id(),
    tenantId: tenantId(),
    caseId: text('case_id').notNull(),
    disputeType: text('dispute_type').notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text('currency').notNull(),
    customerSegment: text('customer_segment').notNull(),
    resolution: text('resolution').notNull(),
    reasoning: text('reasoning').notNull(),
    caseContext: text('case_context').notNull(),
    outcome: text('outcome').notNull(),
    embedding: real('embedding').array().notNull(),
    embeddingModel: text('embedding_model').notNull(),
    mock: boolean('mock').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [unique('dispute_resolutions_one_per_case').on(table.tenantId, table.caseId)],
);

/** Company policy sections with their embeddings. */
export const companyPolicies = pgTable(
  'company_policies',
  {
    id: id(),
    tenantId: tenantId(),
    documentId: uuid('document_id').notNull(),
    title: text('title').notNull(),
    category: text('category').notNull(),
    section: integer('section').notNull(),
    content: text('content').notNull(),
    contentHash: text('content_hash').notNull(),
    embedding: real('embedding').array().notNull(),
    embeddingModel: text('embedding_model').notNull(),
    mock: boolean('mock').notNull(),
    createdAt: createdAt(),
  },
  (table) => [unique('company_policies_section_key').on(table.tenantId, table.documentId, table.section)],
);

/** Policy files as uploaded, until and after their text is ingested. */
export const policyDocuments = pgTable(
  'policy_documents',
  {
    id: id(),
    tenantId: tenantId(),
    fileName: text('file_name').notNull(),
    contentHash: text('content_hash').notNull(),
    contentBase64: text('content_base64').notNull(),
    status: text('status', { enum: ['pending', 'ingested', 'unreadable', 'failed'] })
      .notNull()
      .default('pending'),
    error: text('error'),
    createdAt: createdAt(),
  },
  (table) => [unique('policy_documents_once').on(table.tenantId, table.contentHash)],
);

/** One row per model call attempt that was answered. */
export const llmUsage = pgTable(
  'llm_usage',
  {
    id: id(),
    tenantId: tenantId(),
    processId: uuid('process_id').notNull(),
    purpose: text('purpose', { enum: ['proposal', 'embedding'] }).notNull(),
    model: text('model').notNull(),
    inputTokens: integer('input_tokens').notNull(),
    cachedTokens: integer('cached_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    costNano: nanoDollars('cost_nano').notNull(),
    savedNano: nanoDollars('saved_nano').notNull().default(0),
    cacheHit: boolean('cache_hit').notNull().default(false),
    mock: boolean('mock').notNull(),
    createdAt: createdAt(),
  },
  (table) => [index('llm_usage_process').on(table.tenantId, table.processId)],
);

/** Daily model budget of a tenant: reserved before each call, settled after it. Day is UTC, YYYY-MM-DD. */
export const llmBudgets = pgTable(
  'llm_budgets',
  {
    tenantId: tenantId(),
    day: text('day').notNull(),
    reservedNano: nanoDollars('reserved_nano').notNull().default(0),
    spentNano: nanoDollars('spent_nano').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day] })],
);

/** Model answers by case, amount, type, customer, hash of the case text, model and prompt version. */
export const answerCache = pgTable(
  'answer_cache',
  {
    tenantId: tenantId(),
    key: text('key').notNull(),
    proposal: jsonb('proposal').notNull(),
    costNano: nanoDollars('cost_nano').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.key] })],
);
