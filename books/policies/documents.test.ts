import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { endIngestion } from './endIngestion.ts';
import { keepDocument } from './keepDocument.ts';
import { removeAllDocuments } from './removeAllDocuments.ts';
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

  it('an ingestion is ended once, and not by a run whose place another has taken', async () => {
    const other = { ...file, content_base64: Buffer.from('# Other').toString('base64') };
    const again = () =>
      database.db.withTenant(tenantId, async (tx) => {
        const document = await keepDocument(tx, tenantId, other);
        return { document, ...(await startIngestion(tx, tenantId, document, 'books')) };
      });
    const first = await again();
    const { id: documentId } = first.document;
    const end = (processId: string, status: 'failed' | 'ingested') =>
      database.db.withTenant(tenantId, (tx) =>
        endIngestion(tx, { tenantId, processId, documentId }, { status, sections: 1, error: null }),
      );
    const status = async () =>
      (await database.owner`select status from policy_documents where id = ${documentId}`)[0]?.status;
    const events = () =>
      database.owner`select type from events where subject = ${`policy:${documentId}`} order by sequence`;
    await end(first.process.id, 'failed');
    await end(first.process.id, 'ingested');
    expect([await status(), (await events()).map(({ type }) => type)]).toEqual(['failed', ['policy_failed']]);
    const second = await again();
    expect([second.created, await status()]).toEqual([true, 'pending']);
    await end(first.process.id, 'ingested');
    expect(await status()).toBe('pending');
    await end(second.process.id, 'ingested');
    expect([await status(), (await events()).map(({ type }) => type)]).toEqual([
      'ingested',
      ['policy_failed', 'policy_ingested'],
    ]);
  });

  it('all of them are removed together, and the same files are ingested anew', async () => {
    const before = await upload();
    await database.db.withTenant(tenantId, (tx) => removeAllDocuments(tx));
    expect(await database.owner`select 1 from policy_documents`).toHaveLength(0);
    // Its run finds nothing to read and ends; that says nothing of a document that is gone.
    const { process, document } = before;
    await database.db.withTenant(tenantId, (tx) =>
      endIngestion(
        tx,
        { tenantId, processId: process.id, documentId: document.id },
        { status: 'failed', sections: 0, error: null },
      ),
    );
    expect(
      await database.owner`select 1 from events where subject = ${`policy:${document.id}`} and type = 'policy_failed'`,
    ).toHaveLength(0);
    const after = await upload();
    expect([after.created, after.process.id === before.process.id]).toEqual([true, false]);
  });
});
