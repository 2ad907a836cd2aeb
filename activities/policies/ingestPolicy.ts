import { eq } from 'drizzle-orm';
import type OpenAI from 'openai';
import { endIngestion, type IngestionEnd } from '../../books/policies/endIngestion.ts';
import { replaceSections } from '../../books/policies/replaceSections.ts';
import type { Database } from '../../db/database.ts';
import { policyDocuments } from '../../db/disputes/schema.ts';
import { sha256 } from '../../domain/digest.ts';
import { type LimitReason, ParseRefused } from '../../domain/parsing.ts';
import { embedTexts } from '../../providers/openai/embeddings.ts';
import type { LimitedChild } from '../../providers/parsing/limitedChild.ts';
import type { ParserOutput } from '../../providers/parsing/parsers.ts';
import type { PolicyActivities } from '../../workflows/policies/contract.ts';

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

/** File to text, text to sections, sections to searchable rows: replaced in one transaction, once all of them are embedded. */
export const ingestPolicy =
  (deps: PolicyDeps): PolicyActivities['ingestPolicy'] =>
  async (input) => {
    const { db } = deps;
    const end = (how: IngestionEnd) => db.withTenant(input.tenantId, (tx) => endIngestion(tx, input, how));
    const [document] = await db.withTenant(input.tenantId, (tx) =>
      tx.select().from(policyDocuments).where(eq(policyDocuments.id, input.documentId)),
    );
    if (!document) {
      // Removed meanwhile: its run ends, so that the same file may be ingested anew.
      await end({ status: 'failed', sections: 0, error: null });
      return { sections: 0 };
    }
    let policy: ParserOutput<'policy'>;
    try {
      const content = Buffer.from(document.contentBase64, 'base64');
      policy = await deps.child.parse('policy', { fileName: document.fileName, content });
    } catch (error) {
      if (!(error instanceof ParseRefused)) throw error;
      await end({ status: 'unreadable', sections: 0, error: LIMIT_WORDS[error.reason] ?? error.reason });
      return { sections: 0 };
    }
    const { client, mock } = deps.openai();
    const texts = policy.sections.map((section) => `${policy.title}\n${section}`);
    const { vectors } = await embedTexts(client, deps.embeddingModel, texts);
    const rows = policy.sections.map((content, section) => ({
      tenantId: input.tenantId,
      documentId: document.id,
      title: policy.title,
      category: policy.category,
      section,
      content,
      contentHash: sha256(content),
      embedding: vectors[section] ?? [],
      embeddingModel: deps.embeddingModel,
      mock,
    }));
    await db.withTenant(input.tenantId, (tx) => replaceSections(tx, document.id, rows));
    await end({ status: 'ingested', sections: policy.sections.length, error: null });
    return { sections: policy.sections.length };
  };
