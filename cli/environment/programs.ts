import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { freePort } from './ports.ts';

const root = join(import.meta.dirname, '..', '..');
const TEMPORAL_CLI_VERSION = 'v1.5.1';
const MINIMUM_GO_MINOR = 25;

export interface FoundProgram {
  path: string;
  from: string;
}

export class ProgramMissing extends Error {
  readonly tried: string[];
  constructor(name: string, tried: string[], advice: string) {
    super(`${name} was not found.\nTried:\n${tried.map((line) => `  - ${line}`).join('\n')}\n${advice}`);
    this.tried = tried;
  }
}

function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const candidate = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    if (folder && existsSync(candidate)) return candidate;
  }
  return null;
}

const answers = (path: string, args: string[]): boolean =>
  spawnSync(path, args, { stdio: 'ignore', timeout: 20_000 }).status === 0;

/** The CLI as Go builds it: the newest version that `go install` accepts; about four minutes once. */
function buildTemporalCli(target: string, say: (line: string) => void): string | null {
  const version = spawnSync('go', ['version'], { encoding: 'utf8' });
  const minor = Number(/go1\.(\d+)/.exec(version.stdout ?? '')?.[1] ?? 0);
  if (version.status !== 0 || minor < MINIMUM_GO_MINOR) return `go install: no Go >= 1.${MINIMUM_GO_MINOR} on PATH`;
  say(`building the Temporal CLI ${TEMPORAL_CLI_VERSION} with Go (once, about 4 minutes)`);
  const folder = join(root, '.cache', 'go-bin');
  mkdirSync(folder, { recursive: true });
  const build = spawnSync('go', ['install', `github.com/temporalio/cli/cmd/temporal@${TEMPORAL_CLI_VERSION}`], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: '' },
    encoding: 'utf8',
    timeout: 1_500_000,
  });
  if (build.status !== 0) return `go install failed: ${(build.stderr ?? '').trim().split('\n').at(-1) ?? ''}`;
  mkdirSync(join(root, '.cache', 'bin'), { recursive: true });
  renameSync(join(folder, 'temporal'), target);
  return null;
}

/** The SDK's own cached download, tried with a short limit: a machine may have no way out. */
function downloadTemporalCli(target: string): string | null {
  const script = `import { TestWorkflowEnvironment } from '@temporalio/testing';
    import { copyFileSync } from 'node:fs'; import { readdirSync } from 'node:fs'; import { tmpdir } from 'node:os'; import { join } from 'node:path';
    const env = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir: ${JSON.stringify(join(root, '.cache'))} } } });
    await env.teardown();
    const name = readdirSync(${JSON.stringify(join(root, '.cache'))}).find((file) => file.startsWith('temporal-cli-') || file.startsWith('temporal-sdk'));
    if (name) copyFileSync(join(${JSON.stringify(join(root, '.cache'))}, name), ${JSON.stringify(target)});`;
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    stdio: 'ignore',
    timeout: 45_000,
  });
  return result.status === 0 && existsSync(target) ? null : 'download by the SDK: no answer within 45 s';
}

/** Finds the Temporal CLI, or fetches or builds it; the last resort is one message that names all that was tried. */
export function findTemporalCli(
  explicit: string | undefined,
  say: (line: string) => void,
  mayFetch = true,
): FoundProgram {
  const tried: string[] = [];
  const cached = join(root, '.cache', 'bin', `temporal-${TEMPORAL_CLI_VERSION.slice(1)}`);
  const goBin = join(process.env.GOPATH ?? join(process.env.HOME ?? '', 'go'), 'bin', 'temporal');
  const candidates: [string, string | null][] = [
    ['TEMPORAL_CLI_PATH', explicit ?? null],
    ['PATH', onPath('temporal')],
    ["the project's .cache/bin", existsSync(cached) ? cached : null],
    ["the user's Go binaries", existsSync(goBin) ? goBin : null],
  ];
  for (const [from, path] of candidates) {
    if (path && answers(path, ['--version'])) return { path, from };
    tried.push(`${from}: ${path ? `${path} does not run` : 'not there'}`);
  }
  if (mayFetch) {
    const built = buildTemporalCli(cached, say);
    if (!built) return { path: cached, from: 'go install' };
    tried.push(built);
    say('trying to download the Temporal CLI (45 s at most)');
    const downloaded = downloadTemporalCli(cached);
    if (!downloaded) return { path: cached, from: 'download' };
    tried.push(downloaded);
  }
  throw new ProgramMissing(
    'The Temporal CLI',
    tried,
    'Install it (docs.temporal.io/cli) and set TEMPORAL_CLI_PATH, or install Go 1.25 or newer, or set TEMPORAL_ADDRESS to a running cluster.',
  );
}

/** Chromium for autofill and console tests; null when there is none, which switches those off with a message. */
export function findChromium(explicit: string | undefined): FoundProgram | null {
  const candidates: [string, string | null][] = [
    ['CHROMIUM_PATH', explicit ?? null],
    ...['chromium', 'chromium-browser', 'google-chrome'].map((name): [string, string | null] => ['PATH', onPath(name)]),
  ];
  for (const [from, path] of candidates) if (path && answers(path, ['--version'])) return { path, from };
  return null;
}

/** Binaries of a PostgreSQL with pgvector on this machine (Debian layout), for the vector tests; null when there is none. */
export function findVectorPostgres(): string | null {
  for (const version of [18, 17, 16, 15, 14]) {
    const bin = `/usr/lib/postgresql/${version}/bin`;
    if (existsSync(join(bin, 'postgres')) && existsSync(`/usr/share/postgresql/${version}/extension/vector.control`))
      return bin;
  }
  return null;
}

/** Quiet core logs, and the core's metrics on a port of loopback, which is returned. Once per process, before any worker or connection. */
export async function installRuntime(): Promise<number> {
  const port = await freePort(0);
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { metrics: { prometheus: { bindAddress: `127.0.0.1:${port}` } } },
  });
  return port;
}
