import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { CAMT, MT940 } from '../../fixtures/statements.ts';
import { openWorld } from '../world.ts';

const world = openWorld();
afterAll(() => world.close());
const folder = mkdtempSync(join(tmpdir(), 'countersign-statements-'));

/** An account number of this run alone. */
const number = `DE${Math.floor(1e19 + Math.random() * 8e19)}`.slice(0, 22);
const own = (text: string) => text.replaceAll('DE02120300000000202051', number);

/** The command line as people call it, against the system that runs. */
async function countersign(...parts: string[]) {
  const env = { ...process.env, DATA_DIR: inject('dataDirectory') };
  const { stdout } = await promisify(execFile)(process.execPath, ['cli/main.ts', ...parts, '--json'], { env });
  return JSON.parse(stdout);
}

describe('[PY-ADM-05] [PY-BANK-04] a statement on the command line of the whole system', () => {
  it('is previewed, imported, and the same month in another format adds what it alone knows', async () => {
    const [camt, mt940] = [join(folder, 'march.xml'), join(folder, 'march.sta')];
    writeFileSync(camt, own(CAMT));
    writeFileSync(mt940, own(MT940));
    expect(await countersign('statements', 'import', camt, '--preview')).toMatchObject({
      imported: false,
      statements: [{ added: 2 }],
    });
    expect(await countersign('statements', 'import', camt)).toMatchObject({
      imported: true,
      statements: [{ added: 2 }],
    });
    expect(await countersign('statements', 'import', mt940)).toMatchObject({
      statements: [{ added: 1, new_account: false }],
    });
    const { accounts } = await countersign('accounts', 'list');
    const account = accounts.find((one: { last_four: string }) => one.last_four === number.slice(-4));
    expect(account).toMatchObject({ transactions: 3, open: 3, balance: { text: '€1,290.00' } });
    writeFileSync(camt, own(CAMT).replace('>1200.00<', '>12..34<'));
    await expect(countersign('statements', 'import', camt)).rejects.toMatchObject({
      code: 7,
      stderr: expect.stringContaining('Line 6: this is not an amount'),
    });
  });
});
