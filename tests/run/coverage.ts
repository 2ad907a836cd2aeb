import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which requirement rows no test names. Rows come from docs/requirement-rows.txt; `--check` fails on an uncovered row that is due. */
const root = join(import.meta.dirname, '..', '..');
const rows = readFileSync(join(root, 'docs', 'requirement-rows.txt'), 'utf8')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line && !line.startsWith('#'));
// Areas that are built so far; the other rows wait for their own work.
const DUE =
  /^(DR|CARD|PM-AUTH|PM-EV|PM-GMAIL|PY-AUTH|PY-TEN|PY-SEC|EM-API|EM-SEC|EM-CORE|EM-REG-01|BK|PY-ADM-0[169])-?/;
const WAITING: Record<string, string> = {
  'CARD-02': 'Gmail and Plaid come with their areas',
  'PM-EV-01': 'each area brings the emitters of its events; the closed list of names is there',
  'PY-TEN-06': 'WHMCS comes with reconciliation',
  'PY-SEC-11': 'routes that need Stripe come with reconciliation and billing',
  'EM-API-02': 'the dashboard shows credits and connections, which come with mail summaries',
  'PM-GMAIL-05': 'features of users come with claims',
  'PM-GMAIL-07': 'metadata and the cursor are kept; merchants and subscriptions come with claims',
  'EM-API-04': 'credits come with mail summaries',
};

const files = globSync('{domain,activities,workers,api,cli,db,providers,tests}/**/*.test.ts', { cwd: root });
const named = new Set(
  files.flatMap(
    (file) =>
      readFileSync(join(root, file), 'utf8').match(/\b(?:CARD|PM|PY|EM|DR|BK)(?:-[A-Z][A-Z0-9]*)*-\d\d\b/g) ?? [],
  ),
);
const due = rows.filter((row) => DUE.test(row));
const open = due.filter((row) => !named.has(row));
const unexpected = open.filter((row) => !WAITING[row]);
const unknown = [...named].filter((row) => !rows.includes(row));

process.stdout.write(
  `${due.length} rows due, ${due.length - open.length} named by a test; ${rows.length - due.length} rows of later areas\n`,
);
for (const row of open) process.stdout.write(`  open ${row}${WAITING[row] ? `: waits, ${WAITING[row]}` : ''}\n`);
for (const row of unknown) process.stdout.write(`  a test names ${row}, which is no row\n`);
if (!existsSync(join(root, 'docs'))) process.exitCode = 1;
if (process.argv.includes('--check') && unexpected.length > 0) process.exitCode = 1;
