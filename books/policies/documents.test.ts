import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { endIngestion } from './endIngestion.ts';
import { keepDocument } from './keepDocument.ts';
import { removeDocument } from './removeDocument.ts';
import { replaceSections } from './replaceSections.ts';
import { startIngestion } from './startIngestion.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const file = { file_name: 'refunds.md', content_base64: Buffer.from('# Refunds').toString('base64') };
const section = (documentId: string, number: number) => ({
  tenantId,
  documentId,
  title: 'Refunds',
  category: 'general',
  section: number,
  content: `section ${number}`,
  contentHash: String(number),
  embedding: [1],
  embeddingModel: 'test',
  mock: true,
});
const upload = () =>
  database.db.withTenant(tenantId, async (tx) => {
    const document = await keepDocument(tx, tenantId, file);
    return { document, ...(await startIngestion(tx, tenantId, document, 'books')) };
  });

describe('a policy document', () => {
  it('the same bytes join their ingestion, begin it anew after it has failed, and are gone when removed', async () => {
    const first = await upload();
    const again = await upload();
    expect([again.created, again.process.id, again.document.id]).toEqual([false, first.process.id, first.document.id]);
    const { id: documentId } = first.document;
    const input = { tenantId, processId: first.process.id, documentId };
    await database.db.withTenant(tenantId, (tx) =>
      endIngestion(tx, input, { status: 'failed', sections: 0, error: 'it took too long' }),
    );
    expect((await upload()).created).toBe(true);

    for (const numbers of [[0, 1, 2], [0]])
      await database.db.withTenant(tenantId, (tx) =>
        replaceSections(
          tx,
          documentId,
          numbers.map((number) => section(documentId, number)),
        ),
      );
    const sections = () => database.owner`select section from company_policies where document_id = ${documentId}`;
    expect(await sections()).toHaveLength(1);
    const remove = () =>
      database.db.withTenant(tenantId, (tx) => removeDocument(tx, { documentId, actor: 'books', requestId: 'r' }));
    await remove();
    expect(await sections()).toEqual([]);
    await expect(remove()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
