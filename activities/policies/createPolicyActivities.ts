import { eq } from 'drizzle-orm';
import type OpenAI from 'openai';
import type { Database } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { closeProcess } from '../../db/processes.ts';
import { companyPolicies, policyDocuments } from '../../db/schema/disputes.ts';
import { sha256 } from '../../domain/digest.ts';
import { openAiError } from '../../providers/openai/errors.ts';
import type { PolicyIngestionInput } from '../../workflows/policies/contract.ts';
import { extractPolicy, type PolicyText, UnreadablePolicy } from './extractText.ts';

export interface PolicyDeps {
  db: Database;
  openai: () => { client: OpenAI; mock: boolean };
  embeddingModel: string;
}

/** Policy ingestion: file to text, text to sections, sections to searchable rows. */
export function createPolicyActivities({ db, openai, embeddingModel }: PolicyDeps) {
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
      let policy: PolicyText;
      try {
        policy = await extractPolicy(document.fileName, Buffer.from(document.contentBase64, 'base64'));
      } catch (error) {
        if (!(error instanceof UnreadablePolicy)) throw error;
        await finish(input, 0, error.message);
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
