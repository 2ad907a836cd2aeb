import { eq } from 'drizzle-orm';
import type OpenAI from 'openai';
import type { Database } from '../../db/database.ts';
import { companyPolicies, policyDocuments } from '../../db/disputes/schema.ts';
import { appendEvent } from '../../db/events.ts';
import { closeProcess } from '../../db/processes.ts';
import { sha256 } from '../../domain/digest.ts';
import { type LimitReason, ParseRefused } from '../../domain/parsing.ts';
import { embedTexts } from '../../providers/openai/embeddings.ts';
import type { LimitedChild } from '../../providers/parsing/limitedChild.ts';
import type { ParserOutput } from '../../providers/parsing/parsers.ts';
import type { PolicyIngestionInput } from '../../workflows/policies/contract.ts';

export interface PolicyDeps {
  db: Database;
  child: LimitedChild;
  openai: () => { client: OpenAI; mock: boolean };
  embeddingModel: string;
}

/** The child's limits, in words of somebody who uploads a file. */
const LIMIT_WORDS: Record<string, string> = {
  too_large: 'too large',
  too_slow: 'takes too long to read',
  too_much_memory: 'unpacks to too much',
  too_much_output: 'holds too much text',
  parser_failed: 'damaged, or not what its name says',
} satisfies Record<LimitReason, string>;

/** What an ingestion that the vendor ended says to whoever looks at it. */
const FAILURE_WORDS: Record<string, string> = {
  OPENAI_CREDENTIALS: 'the model account refuses our key',
  MODEL_QUOTA_EXHAUSTED: 'the model account has no quota left',
  OPENAI_RATE_LIMITED: 'the model account was busy for too long',
  OPENAI_INVALID_REQUEST: 'the model does not take this text',
  OPENAI_UNAVAILABLE: 'the model did not answer',
  TIMEOUT: 'it took too long',
};
const ROWS_AT_ONCE = 200;

interface Ending {
  status: 'ingested' | 'unreadable' | 'failed';
  sections: number;
  error: string | null;
}

/** Policy ingestion: file to text, text to sections, sections to searchable rows. */
export function createPolicyActivities({ db, child, openai, embeddingModel }: PolicyDeps) {
  async function finish(input: PolicyIngestionInput, { status, sections, error }: Ending): Promise<void> {
    await db.withTenant(input.tenantId, async (tx) => {
      await tx.update(policyDocuments).set({ status, error }).where(eq(policyDocuments.id, input.documentId));
      await closeProcess(tx, input.processId);
      await appendEvent(tx, {
        type: `policy_${status}`,
        actor: 'workflow',
        subject: `policy:${input.documentId}`,
        data: { sections, ...(error ? { error } : {}) },
      });
    });
  }

  return {
    /** Replaces the document's sections in one transaction, once all of them are embedded. */
    async ingestPolicy(input: PolicyIngestionInput): Promise<{ sections: number }> {
      const [document] = await db.withTenant(input.tenantId, (tx) =>
        tx.select().from(policyDocuments).where(eq(policyDocuments.id, input.documentId)),
      );
      if (!document) return { sections: 0 };
      let policy: ParserOutput<'policy'>;
      try {
        const content = Buffer.from(document.contentBase64, 'base64');
        policy = await child.parse('policy', { fileName: document.fileName, content });
      } catch (error) {
        if (!(error instanceof ParseRefused)) throw error;
        await finish(input, { status: 'unreadable', sections: 0, error: LIMIT_WORDS[error.reason] ?? error.reason });
        return { sections: 0 };
      }
      const { client, mock } = openai();
      const texts = policy.sections.map((section) => `${policy.title}\n${section}`);
      const { vectors } = await embedTexts(client, embeddingModel, texts);
      const rows = policy.sections.map((content, section) => ({
        tenantId: input.tenantId,
        documentId: document.id,
        title: policy.title,
        category: policy.category,
        section,
        content,
        contentHash: sha256(content),
        embedding: vectors[section] ?? [],
        embeddingModel,
        mock,
      }));
      await db.withTenant(input.tenantId, async (tx) => {
        await tx.delete(companyPolicies).where(eq(companyPolicies.documentId, document.id));
        for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
          await tx.insert(companyPolicies).values(rows.slice(start, start + ROWS_AT_ONCE));
      });
      await finish(input, { status: 'ingested', sections: policy.sections.length, error: null });
      return { sections: policy.sections.length };
    },

    /** An ingestion that failed for good says so and why; the same file may be uploaded again. */
    async failPolicy(input: PolicyIngestionInput & { code: string }): Promise<void> {
      const error = FAILURE_WORDS[input.code] ?? `it failed (${input.code})`;
      await finish(input, { status: 'failed', sections: 0, error });
    },
  };
}
