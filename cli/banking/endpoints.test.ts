import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../../tests/productionEnvironment.ts';
import { loadConfiguration } from '../configuration.ts';

const configured = (more: Record<string, string>) =>
  loadConfiguration({ SANDBOX_URL: 'http://127.0.0.1:1', DATA_DIR: '/tmp/countersign-endpoints', ...more }).banks;

describe('where the providers of bank data are', () => {
  it('[PM-CFG-02] the sandbox, without credentials outside production', () => {
    const { plaid, gocardless, enableBanking } = configured({});
    expect([plaid()?.mock, gocardless()?.mock, enableBanking()?.mock]).toEqual([true, true, true]);
    expect(plaid()?.baseUrl).toBe('http://127.0.0.1:1/plaid');
  });

  it('[PY-SEC-11] nowhere, without credentials and with the sandbox off, and each by itself', () => {
    const { plaid, gocardless, enableBanking } = configured({ MOCK_PLAID: 'false', MOCK_ENABLE_BANKING: 'off' });
    expect([plaid(), gocardless()?.mock, enableBanking()]).toEqual([null, true, null]);
  });

  it('[PY-SEC-11] nowhere in production, without credentials', () => {
    const { plaid, gocardless, enableBanking } = loadConfiguration(PRODUCTION).banks;
    expect([plaid(), gocardless(), enableBanking()]).toEqual([null, null, null]);
  });

  it('[PM-PLAID-11] the vendor, with credentials: Plaid by PLAID_ENV, the others at an address that may be set', () => {
    const { plaid, gocardless, enableBanking } = configured({
      PLAID_CLIENT_ID: 'id',
      PLAID_SECRET: 'secret',
      GOCARDLESS_SECRET_ID: 'id',
      GOCARDLESS_SECRET_KEY: 'key',
      GOCARDLESS_BASE_URL: 'https://bad.example',
      ENABLE_BANKING_APPLICATION_ID: 'id',
      ENABLE_BANKING_PRIVATE_KEY: '-----BEGIN\\nx',
    });
    expect(plaid()).toMatchObject({ baseUrl: 'https://sandbox.plaid.com', mock: false });
    expect(gocardless()).toMatchObject({ baseUrl: 'https://bad.example', mock: false });
    expect(enableBanking()).toMatchObject({ baseUrl: 'https://api.enablebanking.com', privateKey: '-----BEGIN\nx' });
    const live = configured({ PLAID_CLIENT_ID: 'id', PLAID_SECRET: 'secret', PLAID_ENV: 'production' });
    expect(live.plaid()?.baseUrl).toBe('https://production.plaid.com');
  });

  it.each([
    ['PLAID_ENV', 'development', /PLAID_ENV: .*retired/],
    ['PLAID_ENV', 'prod', /PLAID_ENV: /],
    ['PLAID_SECRET', 'alone', /PLAID_CLIENT_ID is missing/],
    ['GOCARDLESS_SECRET_ID', 'alone', /GOCARDLESS_SECRET_KEY is missing/],
    ['ENABLE_BANKING_PRIVATE_KEY', 'alone', /ENABLE_BANKING_APPLICATION_ID is missing/],
  ])('[C-41] [PM-PLAID-11] nothing starts with %s=%s', (name, value, said) => {
    expect(() => configured({ [name]: value })).toThrow(said);
  });

  it('a key is sent over no open line', () => {
    const { gocardless } = configured({
      GOCARDLESS_SECRET_ID: 'id',
      GOCARDLESS_SECRET_KEY: 'key',
      GOCARDLESS_BASE_URL: 'http://bad.example',
    });
    expect(() => gocardless()).toThrow('refusing http://bad.example');
  });
});
