import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import express from 'express';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { failPolicy } from '../../../activities/policies/failPolicy.ts';
import { ingestPolicy } from '../../../activities/policies/ingestPolicy.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { embedTexts } from '../../../providers/openai/embeddings.ts';
import { createLimitedChild } from '../../../providers/parsing/limitedChild.ts';
import { SandboxStore } from '../../../sandbox/store.ts';
import { openAiRouter } from '../../../sandbox/vendors/openai.ts';
import type { PolicyIngestionInput } from '../../../workflows/policies/contract.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const ADMIN = 'admin@countersign.example';
const child = createLimitedChild();
let database: TestDatabase;
let api: TestApi;
let server: Server;
let store: SandboxStore;
let baseURL: string;
/** How the next answers of the vendor are changed before they leave. */
let spoil: ((answer: OpenAI.CreateEmbeddingResponse) => unknown) | null = null;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
  store = new SandboxStore(mkdtempSync(join(tmpdir(), 'countersign-policies-')));
  const app = express();
  app.use((_request, response, next) => {
    const send = response.json.bind(response);
    response.json = (body) => send(spoil && response.statusCode === 200 ? spoil(body) : body);
    next();
  });
  server = createServer(app.use('/openai', openAiRouter(store)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openai/v1`;
});
afterAll(async () => {
  child.close();
  server.closeAllConnections();
  server.close();
  store.close();
  await api.end();
  await database.end();
});

const client = () => new OpenAI({ apiKey: 'x', baseURL, maxRetries: 0 });
const run = (input: PolicyIngestionInput) =>
  ingestPolicy({
    db: database.db,
    child,
    openai: () => ({ client: client(), mock: true }),
    embeddingModel: 'text-embedding-3-small',
  })(input);
const upload = (text: string | Buffer, name = 'rules.txt') =>
  api.as(ADMIN, 'POST', '/admin/policies', { file_name: name, content_base64: Buffer.from(text).toString('base64') });
const shown = async (id: string) =>
  (
    (await api.as(ADMIN, 'GET', '/admin/policies')).body.policies as {
      document_id: string;
      status: string;
      error: string | null;
      sections: number;
    }[]
  ).find((row) => row.document_id === id);
const openRun = async (documentId: string) => {
  const [row] = await database.owner`select id from processes where kind = 'policy' and status = 'open'
    and subject = ${documentId}`;
  return { tenantId: TENANT, processId: String(row?.id), documentId };
};
const ingest = async (documentId: string): Promise<{ sections: number }> =>
  new MockActivityEnvironment().run(run, await openRun(documentId));
const PARAGRAPH = 'A charge that was made twice is paid back in full within ten days of the complaint.';

describe('[DR-POL-05] [DR-VEC-02] policies', () => {
  it('a million characters are ingested in calls the vendor takes, and no word of a long paragraph is lost', async () => {
    const words = Array.from({ length: 120_000 }, (_, index) => `w${index}`);
    const text = `# ${'Very long title '.repeat(100)}\n\n${words.slice(0, 100_000).join(' ')}\n\n${words.slice(100_000).join('\n\n')}`;
    expect(text.length).toBeLessThan(1_000_000);
    const { body } = await upload(text);
    expect((await ingest(body.document_id)).sections).toBeGreaterThan(400);
    expect(await shown(body.document_id)).toMatchObject({ status: 'ingested', error: null });
    const rows = await database.owner`select title, content, cardinality(embedding) as size from company_policies
      where document_id = ${body.document_id} order by section`;
    expect(rows.flatMap((row) => String(row.content).split(/\s+/))).toEqual(words);
    expect(new Set(rows.map((row) => row.size))).toEqual(new Set([1536]));
    expect(Math.max(...rows.map((row) => String(row.title).length))).toBeLessThanOrEqual(200);
  });

  it('5 MB of text, a text without a space, half a character and nothing at all end visibly, never pending', async () => {
    for (const [text, status] of [
      [`${PARAGRAPH}\n\n`.repeat(60_000).slice(0, 4_999_999), 'unreadable'],
      ['x'.repeat(200_000), 'ingested'],
      ['😀'.repeat(50_000), 'ingested'],
      ['# Only a heading', 'ingested'],
      ['one\u0000two', 'unreadable'],
      [Buffer.from([0xff, 0xfe, 0x41, 0x00]), 'unreadable'],
      ['   \n\n  ', 'unreadable'],
    ] as const) {
      const { body, status: answered } = await upload(text);
      expect(answered).toBe(202);
      await ingest(body.document_id);
      const policy = await shown(body.document_id);
      expect([policy?.status, policy?.error === null], String(text).slice(0, 30)).toEqual([
        status,
        status === 'ingested',
      ]);
    }
    expect((await upload(Buffer.alloc(5_300_000, 'x'))).status).toBe(422);
    expect((await upload('')).status).toBe(422);
    expect((await upload(Buffer.alloc(7_000_000, 'x'))).status).toBe(413);
  });

  it('an answer of the vendor with too few, mixed up or broken vectors is no answer; order is taken from its numbers', async () => {
    const ask = (texts: string[]) => embedTexts(client(), 'text-embedding-3-small', texts);
    const good = await ask(['a b', 'c d', 'e f']);
    spoil = (answer) => ({ ...answer, data: answer.data.toReversed() });
    expect((await ask(['a b', 'c d', 'e f'])).vectors).toEqual(good.vectors);
    for (const broken of [
      (answer: OpenAI.CreateEmbeddingResponse) => ({ ...answer, data: answer.data.slice(1) }),
      (answer: OpenAI.CreateEmbeddingResponse) => ({
        ...answer,
        data: answer.data.map((item) => ({ ...item, embedding: [] })),
      }),
      (answer: OpenAI.CreateEmbeddingResponse) => ({
        ...answer,
        data: answer.data.map((item, index) => (index === 1 ? { ...item, embedding: [1, 2, 3] } : item)),
      }),
    ]) {
      spoil = broken;
      await expect(ask(['a b', 'c d', 'e f'])).rejects.toMatchObject({ type: 'OPENAI_INVALID_ANSWER' });
    }
    spoil = null;
  });

  it('an ingestion that failed for good says why, and the same file is ingested when it is uploaded again', async () => {
    const { body } = await upload(`${PARAGRAPH} Failing.`);
    const run = await openRun(body.document_id);
    await failPolicy({ db: database.db })({ ...run, code: 'OPENAI_CREDENTIALS' });
    expect(await shown(body.document_id)).toMatchObject({
      status: 'failed',
      error: 'the model account refuses our key',
    });
    const [event] =
      await database.owner`select type from events where subject = ${`policy:${body.document_id}`} order by sequence desc`;
    expect(event?.type).toBe('policy_failed');
    const again = await upload(`${PARAGRAPH} Failing.`);
    expect([again.status, again.body.document_id]).toEqual([202, body.document_id]);
    expect(await shown(body.document_id)).toMatchObject({ status: 'pending', error: null });
    expect((await openRun(body.document_id)).processId).not.toBe(run.processId);
    await ingest(body.document_id);
    expect(await shown(body.document_id)).toMatchObject({ status: 'ingested', sections: 1 });
    // A file that is there is not ingested a second time.
    await upload(`${PARAGRAPH} Failing.`);
    const [count] =
      await database.owner`select count(*)::int as n from processes where kind = 'policy' and subject = ${body.document_id}`;
    expect(count?.n).toBe(2);
  });

  it('one that an older version left pending is begun anew by the next upload', async () => {
    const { body } = await upload(`${PARAGRAPH} Left over.`);
    const run = await openRun(body.document_id);
    await upload(`${PARAGRAPH} Left over.`);
    expect((await openRun(body.document_id)).processId).toBe(run.processId);
    await database.owner`update processes set created_at = now() - interval '1 hour' where id = ${run.processId}`;
    await upload(`${PARAGRAPH} Left over.`);
    expect((await openRun(body.document_id)).processId).not.toBe(run.processId);
  });
});
