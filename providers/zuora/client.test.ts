import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createZuoraClient } from './client.ts';

const memo = (comment: string, amount: number, currency?: string) => ({
  id: comment,
  amount,
  status: 'Posted',
  comment,
  ...(currency ? { currency } : {}),
});
const memos = [
  memo('for 50A1', 1),
  memo('for X50A', 2),
  memo('case 50A, given by hand', 4),
  memo('50A', 8, 'USD'),
  memo('re:50A!', 16, 'EUR'),
  memo('for C.1', 32),
  memo('for CX1', 64),
  memo('for 500000000000001', 128),
];
const server = createServer((_request, response) =>
  response.end(JSON.stringify({ success: true, creditmemos: memos })),
);
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => void server.close());

describe('credits of a case', () => {
  it.each([
    ['50A', 1_200, true],
    ['50A1', 100, false],
    ['C.1', 3_200, false],
    // The same record of the CRM by its 18 letters.
    ['500000000000001AAA', 12_800, false],
    ['50', 0, false],
  ])('%s: only its own, in one sum of one currency', async (caseId, creditsForCaseMinor, otherCredits) => {
    const { port } = server.address() as AddressInfo;
    const client = createZuoraClient({ baseUrl: `http://127.0.0.1:${port}`, credential: 'x', mock: true });
    expect(await client.creditsForCase('ACC', caseId, 'USD')).toEqual({ creditsForCaseMinor, otherCredits });
  });
});

describe('whose tenant a client opens', () => {
  const answers: Record<string, unknown> = {};
  const vendor = createServer((request, response) => {
    const answer = answers[request.url?.replace(/\?.*/, '') ?? ''];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer ?? { success: false, reasons: [{ code: 50000040 }] }));
  });
  beforeAll(async () => {
    vendor.listen(0, '127.0.0.1');
    await once(vendor, 'listening');
  });
  afterAll(() => void vendor.close());
  const whose = (clientId: string) => {
    const { port } = vendor.address() as AddressInfo;
    return createZuoraClient({ baseUrl: `http://127.0.0.1:${port}`, credential: 'x', clientId, mock: true }).identify();
  };
  const token = (scope?: string) => ({
    access_token: crypto.randomUUID(),
    expires_in: 3599,
    scope,
    token_type: 'bearer',
  });
  beforeEach(() => {
    for (const path of Object.keys(answers)) delete answers[path];
    answers['/v1/catalog/products'] = { success: true, products: [] };
  });

  it('the tenant that the scope of its token names; the list of entities only gives a name', async () => {
    answers['/oauth/token'] = token('user.7c4d entity.1a2b7a37 service.echo.read tenant.19');
    expect(await whose('client-1')).toEqual({ accountId: '19', name: 'Zuora tenant 19 at 127.0.0.1' });
    answers['/v1/entities'] = { success: true, entities: [{ tenantId: '7', displayName: 'Acme' }] };
    expect(await whose('client-2')).toEqual({ accountId: '19', name: 'Acme' });
  });

  it.each([[undefined], ['user.7c4d service.echo.read'], ['tenant.19 tenant.20'], ['nottenant.19']])(
    'scope %s names none: the client stands for the account, over all of its tokens',
    async (scope) => {
      answers['/oauth/token'] = token(scope);
      const first = await whose('client-1');
      expect(first.accountId).toMatch(/^client:[0-9a-f]{24}$/);
      answers['/oauth/token'] = token(scope);
      expect(await whose('client-1')).toEqual(first);
      expect((await whose('client-2')).accountId).not.toBe(first.accountId);
    },
  );

  it.each([[undefined], [null], [0], [-5], ['soon'], [315_360_000]])(
    'a token that lives %s is one; whatever else a token endpoint answers says nothing about a record',
    async (expires_in) => {
      answers['/oauth/token'] = { ...token('tenant.19'), expires_in };
      expect((await whose('client-1')).accountId).toBe('19');
      answers['/oauth/token'] = { expires_in, access_token: '' };
      await expect(whose('client-1')).rejects.toMatchObject({ type: 'BILLING_ANSWER_UNREADABLE', kind: 'retryable' });
    },
  );

  it.each([302, 307])('a refund that is answered by a redirect (%s) goes to no other host', async (status) => {
    const seen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      seen.push(request.url);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/taken`;
    const elsewhere = createServer((_request, response) => response.writeHead(status, { location }).end());
    await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
    const { port } = elsewhere.address() as AddressInfo;
    const client = createZuoraClient({ baseUrl: `http://127.0.0.1:${port}`, credential: 'x', mock: true });
    const record = { paymentId: 'P-1', totalAmount: '1.00', comment: 'x', referenceId: 'r' };
    await expect(client.recordExternalRefund(record, 'key')).rejects.toMatchObject({ type: 'BILLING_UNAVAILABLE' });
    elsewhere.close();
    other.close();
    expect(seen).toEqual([]);
  });
});
