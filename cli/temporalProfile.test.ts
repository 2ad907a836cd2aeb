import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reconcileSearchAttributes } from '../workers/reconcileEngine.ts';
import { temporalTarget } from './temporalProfile.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-temporal-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const [crt, key, ca] = [file('client.pem', 'CERT'), file('client.key', 'KEY'), file('ca.pem', 'CA')];
const profiles = file(
  'temporal.toml',
  `[profile.default]\naddress = "other:7233"\n[profile.cloud]\naddress = "ns.acct.tmprl.cloud:7233"\nnamespace = "ns.acct"\napi_key = "from-file"\n[profile.mtls]\naddress = "temporal.internal:7233"\n[profile.mtls.tls]\nclient_cert_path = "${crt}"\nclient_key_path = "${key}"\n`,
);
const of = (env: Record<string, string>, production = false) => temporalTarget(env, production);
const pem = (text: string) => Uint8Array.from(Buffer.from(text));

describe('how the Temporal server is reached', () => {
  it('without anything: the embedded one, and no file of the user is looked at', () => {
    expect(of({ HOME: folder, XDG_CONFIG_HOME: folder })).toEqual({
      target: { address: undefined, namespace: 'default', connection: {} },
      problems: [],
    });
  });

  it('mutual TLS by paths, and by the texts themselves', () => {
    const mutual = { serverNameOverride: 'temporal.internal', clientCertPair: { crt: pem('CERT'), key: pem('KEY') } };
    const base = { TEMPORAL_ADDRESS: 't:7233', TEMPORAL_TLS_SERVER_NAME: 'temporal.internal' };
    const byPath = of({
      ...base,
      TEMPORAL_TLS_CLIENT_CERT_PATH: crt,
      TEMPORAL_TLS_CLIENT_KEY_PATH: key,
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: ca,
    });
    expect(byPath.problems).toEqual([]);
    expect(byPath.target.connection.tls).toMatchObject({ ...mutual, serverRootCACertificate: pem('CA') });
    const byText = of({ ...base, TEMPORAL_TLS_CLIENT_CERT_DATA: 'CERT', TEMPORAL_TLS_CLIENT_KEY_DATA: 'KEY' });
    const tls = byText.target.connection.tls as { clientCertPair: { crt: Uint8Array; key: Uint8Array } };
    expect(Buffer.from(tls.clientCertPair.crt).toString()).toBe('CERT');
    expect(Buffer.from(tls.clientCertPair.key).toString()).toBe('KEY');
  });

  it('an API key means TLS; TEMPORAL_TLS alone means TLS; without both there is none', () => {
    expect(of({ TEMPORAL_ADDRESS: 'x:7233', TEMPORAL_API_KEY: 'k' }).target.connection).toEqual({
      apiKey: 'k',
      tls: true,
    });
    expect(of({ TEMPORAL_ADDRESS: 'x:7233', TEMPORAL_TLS: 'true' }).target.connection.tls).toBeTruthy();
    expect(of({ TEMPORAL_ADDRESS: 'x:7233' }).target.connection.tls).toBeUndefined();
  });

  it('a profile is read where it is named, and single variables win over it', () => {
    const cloud = of({ TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'cloud' }).target;
    expect(cloud).toMatchObject({
      address: 'ns.acct.tmprl.cloud:7233',
      namespace: 'ns.acct',
      connection: { apiKey: 'from-file', tls: true },
    });
    const mutual = of({ TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'mtls', TEMPORAL_NAMESPACE: 'own' }).target;
    expect(mutual).toMatchObject({ address: 'temporal.internal:7233', namespace: 'own' });
    expect(mutual.connection.tls).toMatchObject({ clientCertPair: { crt: pem('CERT'), key: pem('KEY') } });
  });

  it.each([
    ['half a pair', { TEMPORAL_TLS_CLIENT_CERT_PATH: crt }, /belong together/],
    ['the other half', { TEMPORAL_TLS_CLIENT_KEY_DATA: 'KEY' }, /belong together/],
    [
      'a file that is not there',
      { TEMPORAL_TLS_CLIENT_CERT_PATH: '/none', TEMPORAL_TLS_CLIENT_KEY_PATH: key },
      /ENOENT/,
    ],
    ['a profile that is not there', { TEMPORAL_CONFIG_FILE: profiles, TEMPORAL_PROFILE: 'none' }, /'none' not found/],
    ['a key in clear text', { TEMPORAL_ADDRESS: 'x:7233', TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false' }, /clear text/],
  ])('%s stops the start with its reason', (_name, env, reason) => {
    expect(of(env).problems.join()).toMatch(reason);
  });
});

describe('search attributes', () => {
  /** A server's answers as the SDK hands them over. */
  const server = (known: string[] | Error, add: Error | null = null) => {
    const added: string[] = [];
    return {
      added,
      options: { namespace: 'ns' },
      connection: {
        operatorService: {
          listSearchAttributes: async () => {
            if (known instanceof Error) throw known;
            return { customAttributes: Object.fromEntries(known.map((name) => [name, 2])) };
          },
          addSearchAttributes: async (request: { searchAttributes: Record<string, number> }) => {
            if (add) throw add;
            added.push(...Object.keys(request.searchAttributes));
          },
        },
      },
    };
  };
  const refusal = (code: number) => Object.assign(new Error('refused'), { code });
  const all = ['TenantId', 'SubjectId', 'BusinessStatus'];
  const warnings: string[] = [];
  const warn = (line: string) => void warnings.push(line);

  it('are looked at first, and only what is missing is added', async () => {
    const whole = server(all, refusal(7));
    await reconcileSearchAttributes(whole, warn);
    const some = server(['TenantId']);
    await reconcileSearchAttributes(some, warn);
    expect([whole.added, some.added]).toEqual([[], ['SubjectId', 'BusinessStatus']]);
  });

  it.each([7, 12, 16])('where adding is forbidden (%i) the error says what to run', async (code) => {
    await expect(reconcileSearchAttributes(server(['TenantId', 'SubjectId'], refusal(code)), warn)).rejects.toThrow(
      /lacks the search attributes BusinessStatus.*\n {2}temporal operator search-attribute create --namespace ns --name BusinessStatus --type Keyword\n.*tcld namespace search-attributes add --namespace ns --search-attribute "BusinessStatus=Keyword"/,
    );
  });

  it('where even looking is forbidden the worker starts and says what to run; an outage is no refusal', async () => {
    await reconcileSearchAttributes(server(refusal(7)), warn);
    expect(warnings.join()).toContain('--name TenantId --type Keyword');
    await expect(reconcileSearchAttributes(server(refusal(14)), warn)).rejects.toThrow('refused');
    await expect(reconcileSearchAttributes(server([], refusal(14)), warn)).rejects.toThrow('refused');
  });
});
