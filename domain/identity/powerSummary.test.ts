import { describe, expect, it } from 'vitest';
import { PERMISSIONS, permissionName } from './permissions.ts';
import { invitationSummary, keySummary, personSummary, requestSentence } from './powerSummary.ts';
import { roleNames } from './roles.ts';

const person = (roles: string[], reviewLimitMinor: number | null, active = true) => ({
  roles,
  active,
  reviewLimitMinor,
});

describe('what waits for a second person, in words', () => {
  it('a limit, roles and an account that comes back', () => {
    const lifted = personSummary('Rita', person(['reviewer'], 50_000), person(['reviewer'], null), 'USD');
    expect(requestSentence('Ada', lifted)).toBe('Ada asks that the limit of Rita becomes no limit, it is $500.00 now');
    expect(personSummary('Rita', person(['user'], null, false), person(['reviewer', 'super_user'], null))).toBe(
      'Rita becomes reviewer and super user instead of user and Rita may sign in again',
    );
  });

  it('an invitation and a key', () => {
    expect(invitationSummary('Nora', 'nora@x.example', ['reviewer'])).toBe(
      'Nora (nora@x.example) is invited as reviewer',
    );
    expect(requestSentence('Ada', keySummary('case system', ['review:decide', 'runs:read']))).toBe(
      'Ada asks that the API key “case system” may decide reviews and see runs',
    );
    expect(requestSentence(null, keySummary('k', ['runs:read']))).toBe('The API key “k” may see runs');
  });

  it('a name of a person keeps its capital, and no permission or role is said by its code', () => {
    expect(requestSentence('Ada', 'Money moves again')).toBe('Ada asks that money moves again');
    expect(requestSentence('Ada', 'Nora is invited as admin')).toBe('Ada asks that Nora is invited as admin');
    for (const permission of PERMISSIONS) expect(permissionName(permission)).toMatch(/^[a-z][^_:]+$/);
    expect(permissionName('constructor')).toBe('constructor');
    expect(roleNames(['super_user', 'toString'])).toBe('super user and toString');
  });
});
