import { endIngestion } from '../../books/policies/endIngestion.ts';
import type { Database } from '../../db/database.ts';
import type { PolicyActivities } from '../../workflows/policies/contract.ts';

/** What an ingestion that the vendor ended says to whoever looks at it. */
const FAILURE_WORDS: Record<string, string> = {
  OPENAI_CREDENTIALS: 'the model account refuses our key',
  MODEL_QUOTA_EXHAUSTED: 'the model account has no quota left',
  OPENAI_RATE_LIMITED: 'the model account was busy for too long',
  OPENAI_INVALID_REQUEST: 'the model does not take this text',
  OPENAI_UNAVAILABLE: 'the model did not answer',
  TIMEOUT: 'it took too long',
};

/** An ingestion that failed for good says so and why; the same file may be uploaded again. */
export const failPolicy =
  ({ db }: { db: Database }): PolicyActivities['failPolicy'] =>
  (input) => {
    const error = FAILURE_WORDS[input.code] ?? `it failed (${input.code})`;
    return db.withTenant(input.tenantId, (tx) => endIngestion(tx, input, { status: 'failed', sections: 0, error }));
  };
