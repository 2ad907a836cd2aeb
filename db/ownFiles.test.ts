import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTrusted, privateDirectory } from './ownFiles.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'countersign-own-'));
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('files of an installation belong to its user alone', () => {
  it('a data folder that an older version left open is closed, with everything of ours in it', () => {
    const root = folder();
    const data = join(root, '.data');
    mkdirSync(join(data, 'logs'), { recursive: true });
    const files = [
      'run.json',
      'temporal.sqlite',
      'temporal.sqlite-wal',
      'postgres-password',
      'development-secrets.json',
      'logs/api.log',
    ];
    for (const name of files) writeFileSync(join(data, name), 'x', { mode: 0o644 });
    chmodSync(data, 0o755);
    writeFileSync(join(data, 'run-me.sh'), 'x');
    chmodSync(join(data, 'run-me.sh'), 0o755);
    privateDirectory(data);
    expect(modeOf(data)).toBe('700');
    expect(modeOf(join(data, 'logs'))).toBe('700');
    for (const name of files) expect(modeOf(join(data, name)), name).toBe('600');
    // A file of somebody who chose a folder with other things in it.
    expect(modeOf(join(data, 'run-me.sh'))).toBe('755');
  });

  it('what the process and its programs make is closed without their doing', () => {
    const data = join(folder(), 'new');
    const script = `import { keepPrivate } from './db/ownFiles.ts'; import { spawnSync } from 'node:child_process'; import { mkdirSync, writeFileSync } from 'node:fs';
      keepPrivate(); mkdirSync('${data}'); writeFileSync('${data}/a', ''); spawnSync('touch', ['${data}/b']);`;
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).status).toBe(0);
    expect([data, join(data, 'a'), join(data, 'b')].map(modeOf)).toEqual(['700', '600', '600']);
  });

  it('a folder that others may have written into is not trusted', () => {
    const root = folder();
    const own = join(root, 'own');
    mkdirSync(own, { mode: 0o755 });
    expect(isTrusted(own)).toBe(true);
    chmodSync(own, 0o775);
    expect(isTrusted(own), 'the group may write').toBe(false);
    chmodSync(own, 0o757);
    expect(isTrusted(own), 'everybody may write').toBe(false);
    chmodSync(own, 0o755);
    expect(isTrusted(own, 12345), 'somebody else owns it').toBe(false);
    symlinkSync(own, join(root, 'link'));
    expect(isTrusted(join(root, 'link')), 'a link').toBe(false);
    writeFileSync(join(root, 'file'), '');
    expect(isTrusted(join(root, 'file')), 'a file').toBe(false);
    expect(isTrusted(join(root, 'nothing'))).toBe(false);
  });

  it.each([
    'credentials.json',
    'token.json',
    'config/token.json',
    '.env',
    '.env.production',
    'key.pem',
    'signing.key',
    '.data/run.json',
    '.data-old/run.json',
  ])('git ignores %s', (name) => {
    expect(spawnSync('git', ['check-ignore', '-q', name]).status, name).toBe(0);
  });

  it('git keeps the list of variables', () => {
    expect(spawnSync('git', ['check-ignore', '-q', '.env.example']).status).toBe(1);
  });
});
