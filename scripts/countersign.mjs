#!/usr/bin/env node
// The `countersign` command: hands over to the bootstrap, which brings the pinned Node.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = dirname(fileURLToPath(import.meta.url));
const result = spawnSync(process.execPath, [join(scripts, 'bootstrap.mjs'), 'cli/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
