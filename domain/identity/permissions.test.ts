import { describe, expect, it } from 'vitest';
import { passwordProblem } from './passwords.ts';
import { handlesMoney, PERMISSIONS, permissionsOf, ROLES } from './permissions.ts';

describe('[C-11] [PY-SEC-02] roles and permissions', () => {
  it('unknown roles, also names every object has, grant nothing', () => {
    for (const name of ['king', 'toString', 'constructor', '__proto__', 'hasOwnProperty', ''])
      expect(permissionsOf([name]), name).toEqual([]);
  });

  it('several roles add up without repeats, and nobody has all permissions of all roles', () => {
    const both = permissionsOf(['admin', 'super_user']);
    expect(new Set(both).size).toBe(both.length);
    for (const role of ROLES) expect(permissionsOf([role]).length).toBeLessThan(PERMISSIONS.length);
  });

  it('whoever decides or stops money needs the second factor where a tenant demands it', () => {
    expect(ROLES.filter((role) => handlesMoney([role]))).toEqual(['reviewer', 'admin', 'super_user']);
  });
});

describe('[U-02] passwords', () => {
  it('are 10 to 128 characters, not the address and not one character over and over', () => {
    const address = 'ann.example@example.com';
    for (const [password, problem] of [
      ['short', /at least 10/],
      ['x'.repeat(129), /at most 128/],
      ['ANN.EXAMPLE@example.com', /e-mail/],
      ['ann.example', /e-mail/],
      ['ababababab', /4 different/],
    ] as const)
      expect(passwordProblem(password, address), password).toMatch(problem);
    for (const password of ['correct horse', 'пароль пароль', '🐎🔋📎🎈🐎🔋📎🎈🐎🔋', ' leading and trailing '])
      expect(passwordProblem(password, address), password).toBeNull();
  });
});
