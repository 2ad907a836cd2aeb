import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
