import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { VendorError } from '../vendorError.ts';
import { createSalesforceClient } from './client.ts';

const servers: Server[] = [];
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const client = (baseUrl: string) =>
  createSalesforceClient({ baseUrl, credential: 'the_secret', clientId: 'the_client', mock: true });
const isToken = (url: string | undefined) => url?.endsWith('/services/oauth2/token') === true;
const json = (value: unknown) => JSON.stringify(value);
const identified = json({ records: [{ Id: '00D1', Name: 'Acme' }] });
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof VendorError ? error.type : error),
  );

describe('a client of Salesforce', () => {
  it.each([302, 303, 307, 308])(
    'follows no redirect (%s) of a question: its session goes to no other host',
    async (status) => {
      const seen: string[] = [];
      const other = await serve((request, response) => {
        seen.push(`${request.method} ${request.url}`);
        response.setHeader('content-type', 'application/json').end(identified);
      });
      const vendor = await serve((request, response) => {
        if (isToken(request.url)) response.end(json({ access_token: 'the_session' }));
        else response.writeHead(status, { location: `${other}/latest/meta-data` }).end();
      });
      expect(await code((await client(vendor)).identify())).toBe('CRM_UNAVAILABLE');
      expect(seen).toEqual([]);
    },
  );

  it('a token that never comes is waited for 8 s; the next use asks anew', async () => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms === 8_000 ? 100 : ms));
    let asked = 0;
    const vendor = await serve((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (!isToken(request.url)) response.end(identified);
      else if (++asked === 1) response.write('{"access_token":');
      else response.end(json({ access_token: 'the_session' }));
    });
    const crm = await client(vendor);
    expect(await Promise.all([code(crm.identify()), code(crm.identify())])).toEqual([
      'CRM_UNAVAILABLE',
      'CRM_UNAVAILABLE',
    ]);
    expect([await crm.identify(), asked]).toEqual([{ accountId: '00D1', name: 'Acme' }, 2]);
  });

  it('a question whose answer is cut is asked again, and ends nobody; one that is longer than any is an outage', async () => {
    let answers = 0;
    const vendor = await serve((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (isToken(request.url)) response.end(json({ access_token: 'the_session' }));
      else if (++answers === 1) response.write('{"records":[', () => response.destroy());
      else if (answers === 2) response.writeHead(503).end();
      else if (answers === 3) response.end(identified);
      else response.end(Buffer.alloc(17 * 1024 * 1024, ' '));
    });
    const crm = await client(vendor);
    expect(await crm.identify()).toEqual({ accountId: '00D1', name: 'Acme' });
    expect([await code(crm.identify()), answers]).toEqual(['CRM_UNAVAILABLE', 4]);
  });

  it('a session that is refused without a code is renewed once, and then the credential is', async () => {
    let [asked, questions] = [0, 0];
    const vendor = await serve((request, response) => {
      if (isToken(request.url)) {
        asked += 1;
        response.end(json({ access_token: `session-${asked}` }));
      } else {
        questions += 1;
        response.writeHead(401, { 'content-type': 'text/html' }).end('<html>no</html>');
      }
    });
    expect(await code((await client(vendor)).identify())).toBe('CRM_CREDENTIALS');
    expect([asked, questions]).toEqual([2, 2]);
  });

  it.each([
    [401, 'no', 'CRM_CREDENTIALS'],
    [403, '', 'CRM_CREDENTIALS'],
    [400, json({ error: 'invalid_client' }), 'CRM_CREDENTIALS'],
    [400, json({ error: 'unknown_error' }), 'CRM_UNAVAILABLE'],
    [429, 'slower', 'CRM_UNAVAILABLE'],
    [200, 'no json', 'CRM_UNAVAILABLE'],
    [200, json({ instance_url: 'http://169.254.169.254', access_token: 7 }), 'CRM_UNAVAILABLE'],
  ])('a token endpoint that answers %s %s: %s', async (status, answer, expected) => {
    const vendor = await serve((_request, response) => response.writeHead(status).end(answer));
    expect(await code((await client(vendor)).identify())).toBe(expected);
  });

  it.each(['http://169.254.169.254', 'https://[fd00:ec2::254]', 'https://a:b@evil.example', 'file:///etc/passwd'])(
    'goes to its own address, whatever instance the vendor names: %s',
    async (instance) => {
      const asked: (string | undefined)[] = [];
      const vendor = await serve((request, response) => {
        asked.push(request.url);
        response.setHeader('content-type', 'application/json');
        response.end(
          isToken(request.url) ? json({ access_token: 's', instance_url: instance, id: instance }) : identified,
        );
      });
      expect(await (await client(vendor)).identify()).toEqual({ accountId: '00D1', name: 'Acme' });
      expect(asked).toHaveLength(2);
    },
  );
});
