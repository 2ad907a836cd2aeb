import { eq } from 'drizzle-orm';
import type OpenAI from 'openai';
import type { Database } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { closeProcess } from '../../db/processes.ts';
import { companyPolicies, policyDocuments } from '../../db/schema/disputes.ts';
import { sha256 } from '../../domain/digest.ts';
import { type LimitReason, ParseRefused } from '../../domain/parsing.ts';
import { openAiError } from '../../providers/openai/errors.ts';
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

/** Policy ingestion: file to text, text to sections, sections to searchable rows. */
export function createPolicyActivities({ db, child, openai, embeddingModel }: PolicyDeps) {
  async function finish(input: PolicyIngestionInput, sections: number, error: string | null): Promise<void> {
    await db.withTenant(input.tenantId, async (tx) => {
      await tx
        .update(policyDocuments)
        .set({ status: error ? 'unreadable' : 'ingested', error })
        .where(eq(policyDocuments.id, input.documentId));
      await closeProcess(tx, input.processId);
      await appendEvent(tx, {
        type: error ? 'policy_unreadable' : 'policy_ingested',
        actor: 'workflow',
        subject: `policy:${input.documentId}`,
        data: { sections, ...(error ? { error } : {}) },
      });
    });
  }

  return {
    /** Replaces the document's sections in one transaction, after one embedding call for all of them. */
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
        await finish(input, 0, LIMIT_WORDS[error.reason] ?? error.reason);
        return { sections: 0 };
      }
      const { client, mock } = openai();
      let vectors: number[][];
      try {
        const answer = await client.embeddings.create({
          model: embeddingModel,
          input: policy.sections.map((section) => `${policy.title}\n${section}`),
        });
        vectors = answer.data.map((item) => item.embedding);
      } catch (error) {
        throw openAiError(error);
      }
      await db.withTenant(input.tenantId, async (tx) => {
        await tx.delete(companyPolicies).where(eq(companyPolicies.documentId, document.id));
        await tx.insert(companyPolicies).values(
          policy.sections.map((content, section) => ({
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
          })),
        );
      });
      await finish(input, policy.sections.length, null);
      return { sections: policy.sections.length };
    },
  };
}
