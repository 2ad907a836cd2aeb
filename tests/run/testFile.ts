import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { runningSystem } from '../../cli/environment/runFile.ts';
import { bin, root } from './commands.ts';

/** `npm run test:file -- <file> [-t title]`: runs test files; those that need a system use the one that runs here, if one does. */
const directory = resolve(process.env.DATA_DIR ?? '.data');
const running = runningSystem(directory);
process.stdout.write(
  running
    ? `[test] using the system that runs here: ${running.api}\n`
    : '[test] no system runs here; one is started where needed\n',
);
const { status } = spawnSync(bin('vitest'), ['run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(running ? { ATTACH_DATA_DIR: directory } : {}) },
});
process.exitCode = status ?? 1;
