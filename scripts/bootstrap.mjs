// The only script that may run before anything is installed: plain JavaScript, no dependencies, any Node >= 18.
// It installs the packages when the lockfile changed, then hands over to the pinned Node 24, which runs TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'node_modules', '.countersign-lock');
const lockDigest = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const installedDigest = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : '';

function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidates = [
    join(root, 'node_modules', `node-${platform}-${process.arch}`, 'bin', executable),
    join(root, 'node_modules', 'node', 'bin', executable),
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

const [entry, ...rest] = process.argv.slice(2);
if (!entry) {
  process.stderr.write('usage: node scripts/bootstrap.mjs <entry.ts> [arguments]\n');
  process.exit(2);
}

const skipDependencies = rest.includes('--skip-deps');
if (installedDigest !== lockDigest && !skipDependencies) {
  process.stderr.write('[setup] installing packages (once; about a minute)\n');
  const startedAt = Date.now();
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (install.status !== 0) {
    process.stderr.write('[setup] npm install failed; see its message above\n');
    process.exit(install.status ?? 1);
  }
  writeFileSync(stampFile, lockDigest);
  process.stderr.write(`[setup] packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
}

const node = pinnedNode() ?? (Number(process.versions.node.split('.')[0]) >= 23 ? process.execPath : undefined);
if (!node) {
  process.stderr.write('[setup] the pinned Node 24 (npm package "node") is missing; run: npm install\n');
  process.exit(1);
}

const child = spawn(node, [join(root, entry), ...rest], {
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE_NO_WARNINGS: '1',
    // What was compiled once starts faster: a third of a process's start is compiling its sources and libraries.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.cache', 'compiled'),
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
