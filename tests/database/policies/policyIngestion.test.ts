import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ingestPolicy } from '../../../activities/policies/ingestPolicy.ts';
import { createProcess } from '../../../books/operations/createProcess.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createLimitedChild } from '../../../providers/parsing/limitedChild.ts';
import { SandboxStore } from '../../../sandbox/store.ts';
import { openAiRouter } from '../../../sandbox/vendors/openai.ts';
import { documentOf, docx, paragraph } from '../../model/docxFile.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const directory = mkdtempSync(join(tmpdir(), 'policies-'));
const child = createLimitedChild(1);
let database: TestDatabase;
let server: Server;
let ingest: (fileName: string, content: Buffer) => Promise<Record<string, unknown>>;

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  server = express()
    .use('/openai', openAiRouter(new SandboxStore(directory)))
    .listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openai/v1`;
  const run = ingestPolicy({
    db: database.db,
    child,
    openai: () => ({ client: new OpenAI({ apiKey: 'x', baseURL, maxRetries: 0 }), mock: true }),
    embeddingModel: 'text-embedding-3-small',
  });
  /** Uploads a policy, as its route does, and ingests it. */
  ingest = async (fileName, content) => {
    const [document] =
      await database.owner`insert into policy_documents (tenant_id, file_name, content_hash, content_base64)
        values (${TENANT}, ${fileName}, ${crypto.randomUUID()}, ${content.toString('base64')}) returning id`;
    const documentId = String(document?.id);
    const { process } = await database.db.withTenant(TENANT, (tx) =>
      createProcess(tx, {
        tenantId: TENANT,
        kind: 'policy',
        subject: documentId,
        title: 'A policy',
        workflowType: 'policyIngestionWorkflow',
        workflowId: `policy:${TENANT}:${documentId}`,
        taskQueue: 'core',
        input: () => ({}),
        startedBy: 'test',
      }),
    );
    await run({ tenantId: TENANT, processId: process.id, documentId });
    const [row] = await database.owner`select d.status, d.error, p.status as run,
      (select count(*)::int from company_policies c where c.document_id = d.id) as sections
      from policy_documents d, processes p where d.id = ${documentId} and p.id = ${process.id}`;
    return { ...row };
  };
});
afterAll(async () => {
  child.close();
  await new Promise((done) => server.close(done));
  await database.end();
  rmSync(directory, { recursive: true });
});

describe('[DR-POL-05] a policy made to stop whoever reads it', () => {
  it.each<[string, string, Buffer, string]>([
    [
      'a text of 150 MB in a small file',
      'a.docx',
      docx(documentOf(paragraph('x'.repeat(150_000_000)))),
      'unpacks to too much',
    ],
    [
      'the same, said to be small',
      'b.docx',
      docx(documentOf(paragraph('x'.repeat(150_000_000))), { says: 1_000 }),
      'not a readable .docx',
    ],
    ['a password', 'c.docx', docx(documentOf(paragraph('x')), { flags: 1 }), 'protected by a password'],
    ['5 MB of text', 'd.txt', Buffer.alloc(4_900_000, 'word '), 'holds more than a million characters'],
    ['a NUL', 'e.md', Buffer.from('# Rules\n\nHalf\0'), 'not a text file'],
    ['more than 5 MB', 'f.txt', Buffer.alloc(5_000_001, 'x'), 'larger than 5 MB'],
  ])('%s: unreadable with its reason at once, and the next policy is ingested', async (_what, name, content, error) => {
    expect(await ingest(name, content)).toEqual({ status: 'unreadable', error, run: 'closed', sections: 0 });
    const good = await ingest('refunds.docx', docx(documentOf(paragraph('Refunds are paid in full.'))));
    expect(good).toEqual({ status: 'ingested', error: null, run: 'closed', sections: 1 });
  });
});
