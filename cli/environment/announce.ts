import type { DemoLogin } from '../../db/seed/tenants.ts';
import { roleName } from '../identity/roleName.ts';
import { line, printFields, printTable } from '../terminal/print.ts';
import type { RunFile } from './runFile.ts';

/** Where everything is, each address once, and who may sign in. */
export function announce(run: RunFile, dataDirectory: string): void {
  line();
  printFields([
    ['Desk', run.console ?? 'not built'],
    ['API', run.openapi],
    ['Temporal UI', run.temporalUi],
    ['All addresses', `${dataDirectory}/run.json`],
  ]);
  if (run.logins.length === 0) return;
  const tenants = [...new Set(run.logins.map(({ tenantId }) => tenantId))];
  line('\nSign in at the desk with one click, or as:');
  printTable<DemoLogin>(
    [
      { head: 'ROLE', of: (login) => roleName(login.role) },
      { head: 'COMPANY', of: (login) => (tenants.indexOf(login.tenantId) === 0 ? 'first' : 'second') },
      { head: 'E-MAIL', of: (login) => login.email },
      { head: 'PASSWORD', of: (login) => login.password },
    ],
    run.logins,
  );
  line();
}
