import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const VITE = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const CONFIG = join(root, 'console', 'vite.config.ts');

/** Digest of everything the console is made of: its files, the domain code it shares and the pinned packages. */
function sourcesDigest(): string {
  const files = globSync(['console/**/*', 'domain/money/*.ts', 'package-lock.json'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/**
 * The built console, made where its sources have changed (a few seconds) and kept in .cache. null where Vite is not
 * installed: then the API runs without a console.
 */
export function builtConsole(say: (line: string) => void): string | null {
  const directory = join(root, '.cache', `console-${sourcesDigest()}`);
  if (existsSync(join(directory, 'index.html'))) return directory;
  if (!existsSync(VITE)) {
    say('no console: Vite is not installed (npm install brings it)');
    return null;
  }
  say('building the console (once for each change of it)');
  // Built beside and renamed, so that a build that was killed is never served.
  const making = `${directory}.new-${process.pid}`;
  const built = spawnSync(process.execPath, [VITE, 'build', '--config', CONFIG, '--logLevel', 'error'], {
    encoding: 'utf8',
    // React takes its development half wherever NODE_ENV is not this.
    env: { ...process.env, NODE_ENV: 'production', CONSOLE_OUT: making },
  });
  if (built.status !== 0) throw new Error(`the console does not build: ${built.stderr.slice(-2000)}`);
  if (existsSync(directory)) rmSync(making, { recursive: true });
  else renameSync(making, directory);
  return directory;
}
