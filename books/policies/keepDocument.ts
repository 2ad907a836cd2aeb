import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { policyDocuments } from '../../db/disputes/schema.ts';
import { sha256 } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';

export type Document = Pick<typeof policyDocuments.$inferSelect, 'id' | 'status' | 'contentHash' | 'fileName'>;

/** The file's row: the same bytes have one, and the file itself is not read back. */
export async function keepDocument(
  tx: Transaction,
  tenantId: string,
  file: { file_name: string; content_base64: string },
): Promise<Document> {
  const contentHash = sha256(file.content_base64);
  await tx
    .insert(policyDocuments)
    .values({ tenantId, fileName: file.file_name, contentHash, contentBase64: file.content_base64 })
    .onConflictDoNothing();
  const [row] = await tx
    .select({
      id: policyDocuments.id,
      status: policyDocuments.status,
      contentHash: policyDocuments.contentHash,
      fileName: policyDocuments.fileName,
    })
    .from(policyDocuments)
    .where(eq(policyDocuments.contentHash, contentHash))
    .for('update');
  if (!row) throw new CodedError('INTERNAL_ERROR');
  return row;
}
