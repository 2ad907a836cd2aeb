import { describe, expect, it } from 'vitest';
import { FIRST_RULES, type InstanceRules, whmcsAddress, widensInstance } from './instances.ts';

const on: InstanceRules = { autoApprove: true, autoThreshold: 95, reviewThreshold: 60, autoLimitMinor: 10_000 };

describe('[PY-WHM-07] a change of what an instance approves by itself', () => {
  it.each<[string, InstanceRules, InstanceRules, boolean]>([
    ['switched on', FIRST_RULES, on, true],
    ['switched on without an amount', FIRST_RULES, { ...FIRST_RULES, autoApprove: true }, false],
    ['a higher amount', on, { ...on, autoLimitMinor: 10_001 }, true],
    ['a lower amount', on, { ...on, autoLimitMinor: 9_999 }, false],
    ['a lower score', on, { ...on, autoThreshold: 94 }, true],
    ['a higher score', on, { ...on, autoThreshold: 96 }, false],
    ['switched off', on, { ...on, autoApprove: false }, false],
    ['what is proposed to people', on, { ...on, reviewThreshold: 10 }, false],
    ['a lower score while it is off', FIRST_RULES, { ...FIRST_RULES, autoThreshold: 1 }, false],
    ['a higher amount at the price of a higher score', on, { ...on, autoLimitMinor: 10_001, autoThreshold: 99 }, true],
  ])('%s', (_name, before, after, widens) => {
    expect(widensInstance(before, after)).toBe(widens);
  });
});

describe('the address of an installation', () => {
  it.each([
    ['https://billing.example.com/', 'https://billing.example.com'],
    ['https://example.com/whmcs/includes/api.php', 'https://example.com/whmcs'],
    ['https://Billing.Example.com.:443//whmcs//index.php', 'https://billing.example.com/whmcs'],
    ['https://example.com.:8443/', 'https://example.com:8443'],
    ['https://user:secret@example.com', null],
    ['https://example.com/?a=1', null],
    ['ftp://example.com', null],
    ['example.com', null],
  ])('%s is %s', (given, address) => {
    expect(whmcsAddress(given)).toBe(address);
  });
});
