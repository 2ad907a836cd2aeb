import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { freePort } from '../../cli/environment/ports.ts';
import { findVectorPostgres } from '../../cli/environment/programs.ts';

const quiet = { stdio: 'ignore', timeout: 600_000 } as const;

/** Debian's PostgreSQL, and pgvector built from Debian's own source package; seconds once the packages are there. */
function install(say: (line: string) => void): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  say('[verify] installing PostgreSQL with pgvector for the vector tests (once)');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update'], { ...quiet, env });
  const packages = ['postgresql', 'postgresql-server-dev-all', 'build-essential', 'dpkg-dev'];
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { ...quiet, env });
  const folder = mkdtempSync(join(tmpdir(), 'pgvector-'));
  // pgvector is not in this release, so its source package comes from the next one, by the machine's own Debian mirror.
  const script = `set -e; cd ${folder}; mkdir -p parts lists/partial
    sed 's/^Types: deb$/Types: deb-src/; s/^Suites: .*/Suites: trixie/' /etc/apt/sources.list.d/debian.sources | awk 'BEGIN{RS="";ORS="\\n\\n"} !/security/' > parts/source.sources
    O="-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts=${folder}/parts -o Dir::State::Lists=${folder}/lists"
    apt-get $O update; apt-get $O source --download-only pgvector; dpkg-source -x pgvector_*.dsc source; cd source; make OPTFLAGS=""; make install`;
  spawnSync('bash', ['-c', script], { ...quiet, env });
  if (existsSync(folder))
    say(
      `[verify] pgvector ${findVectorPostgres() ? 'built' : `not built (${readdirSync(folder).length} files fetched)`}`,
    );
}

/** A throw-away PostgreSQL with pgvector; url is null when this machine has none and may not get one. */
export async function prepareVectorPostgres(
  say: (line: string) => void,
): Promise<{ url: string | null; stop(): Promise<void> }> {
  if (process.env.VECTOR_DATABASE_URL) return { url: process.env.VECTOR_DATABASE_URL, stop: async () => undefined };
  if (!findVectorPostgres()) install(say);
  const bin = findVectorPostgres();
  if (!bin) {
    say('[verify] SKIPPED, LOUDLY: no PostgreSQL with pgvector here; the vector tests run on the exact scan only');
    return { url: null, stop: async () => undefined };
  }
  const data = join(mkdtempSync(join(tmpdir(), 'countersign-vector-')), 'data');
  mkdirSync(data);
  const root = process.getuid?.() === 0;
  const uid = root ? Number(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout) : undefined;
  const account =
    uid === undefined ? {} : { uid, gid: Number(spawnSync('id', ['-g', 'postgres'], { encoding: 'utf8' }).stdout) };
  if (uid !== undefined) {
    chownSync(data, uid, account.gid ?? 0);
    chownSync(join(data, '..'), uid, account.gid ?? 0);
  }
  const port = await freePort(0);
  spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'countersign', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...quiet,
    ...account,
    cwd: '/',
  });
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { ...account, cwd: '/', stdio: 'ignore' },
  );
  const url = `postgres://countersign:x@127.0.0.1:${port}/postgres`;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const client = postgres(url, { max: 1, connect_timeout: 1, onnotice: () => undefined });
    const up = await client`select 1`.then(
      () => true,
      () => false,
    );
    await client.end({ timeout: 1 });
    if (up) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
    },
  };
}
