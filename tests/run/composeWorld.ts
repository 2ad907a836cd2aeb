import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import postgres from 'postgres';
import { type Configuration, loadConfiguration } from '../../cli/configuration.ts';
import { builtConsole } from '../../cli/environment/console.ts';
import { freePorts } from '../../cli/environment/ports.ts';
import { findTemporalCli } from '../../cli/environment/programs.ts';
import { startEmbeddedDatabase } from '../../db/embedded.ts';
import { letsIn, readCompose, readDockerfile, type Service } from './composeFile.ts';

const root = join(import.meta.dirname, '..', '..');
/** Accounts of the images; a check without root is nobody else than who runs it. */
const NODE_USER = 1000;
/** temporalio/temporal makes its user with this id and a home, and nothing else is that user's. */
const TEMPORAL = { uid: 1000, home: '/home/temporal' };
const isRoot = process.getuid?.() === 0;
const account = (uid: number) => (isRoot ? { uid, gid: uid } : {});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Hands every connection on to a port of 127.0.0.1. */
async function forward(host: string, port: number, to: number): Promise<Server> {
  const server = createServer((inward) => {
    const onward = connect(to, '127.0.0.1');
    for (const [from, other] of [
      [inward, onward],
      [onward, inward],
    ] as const) {
      from.pipe(other);
      from.on('error', () => other.destroy());
    }
  }).listen(port, host);
  await once(server, 'listening');
  return server;
}

export interface Running {
  child: ChildProcess;
  output(): string;
  ended: Promise<number | null>;
}

/** A spoiled copy of the two files, for a planted fault. */
export interface Files {
  compose: string;
  dockerfile: string;
}

export const ourFiles = (): Files => ({
  compose: readFileSync(join(root, 'docker-compose.yml'), 'utf8'),
  dockerfile: readFileSync(join(root, 'Dockerfile'), 'utf8'),
});

/**
 * The services of docker-compose.yml without Docker. Each has a loopback address of its own in place of a container; the
 * image is a copy of the tree that belongs to somebody else than who runs it; volumes are folders with the owner that
 * Docker gives them: that of the folder in the image, and root where the image has none.
 */
export class ComposeWorld {
  readonly services: Map<string, Service>;
  readonly image: ReturnType<typeof readDockerfile>;
  private readonly tree: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'countersign-compose-'));
  private readonly network = `127.${20 + Math.floor(Math.random() * 200)}.${Math.floor(Math.random() * 250)}`;
  private readonly running: Running[] = [];
  private readonly forwarders: Server[] = [];

  /** `base` lends its tree, which is the same whatever these files say; only what lies beside it is made anew. */
  constructor(files: Files = ourFiles(), base?: ComposeWorld) {
    this.tree = base?.tree ?? join(this.folder, 'app');
    this.services = readCompose(files.compose);
    this.image = readDockerfile(files.dockerfile);
    chmodSync(this.folder, 0o755);
    for (const name of ['inside', 'volumes', 'bin', 'tmp']) mkdirSync(join(this.folder, name), { mode: 0o755 });
    if (!base) this.copyTree();
    this.build(base ? (line) => !line.startsWith('node ') : () => true);
  }

  address(service: string): string {
    return `${this.network}.${[...this.services.keys()].indexOf(service) + 10}`;
  }

  service(name: string): Service {
    const service = this.services.get(name);
    if (!service) throw new Error(`docker-compose.yml has no service ${name}`);
    return service;
  }

  /** The tree as COPY puts it there. */
  private copyTree(): void {
    const enters = letsIn(root);
    cpSync(root, this.tree, {
      recursive: true,
      filter: (source) => source === root || enters(relative(root, source)),
    });
    symlinkSync(join(root, 'node_modules'), join(this.tree, 'node_modules'));
  }

  /** What the RUN lines make; all of it belongs to who builds. */
  private build(wanted: (line: string) => boolean): void {
    for (const line of this.image.runs.filter((run) => !run.startsWith('npm install') && wanted(run))) {
      const uid = String(isRoot ? NODE_USER : process.getuid?.());
      const script = line
        .replaceAll('node:node', `${uid}:${isRoot ? NODE_USER : process.getgid?.()}`)
        .replace(/(^|\s)\/(\w)/g, `$1${this.folder}/inside/$2`);
      const made = spawnSync('sh', ['-c', `umask 022; ${script}`], {
        cwd: this.tree,
        encoding: 'utf8',
        env: this.path(),
      });
      if (made.status !== 0) throw new Error(`RUN ${line}: ${made.stderr}`);
    }
    const console = builtConsole(() => undefined);
    if (console) cpSync(console, join(this.folder, 'inside', 'console'), { recursive: true });
    spawnSync('chmod', ['-R', 'a+rX', join(this.folder, 'inside', 'console')]);
    if (!isRoot) spawnSync('chmod', ['-R', 'a-w', this.tree]);
  }

  private path(): Record<string, string> {
    return { PATH: [dirname(process.execPath), join(this.folder, 'bin'), '/usr/bin', '/bin'].join(delimiter) };
  }

  /** Folder of a volume, with the owner that Docker would give it when it is first mounted. */
  private volume(service: Service, mount: Service['mounts'][number]): string {
    const path = join(this.folder, 'volumes', mount.volume);
    try {
      statSync(path);
      return path;
    } catch {
      mkdirSync(path, { mode: 0o755 });
    }
    const inside = join(this.folder, 'inside', mount.path);
    const own = service.image === null ? statSync(inside, { throwIfNoEntry: false }) : null;
    const temporals = service.image?.startsWith('temporalio/temporal:') && mount.path === TEMPORAL.home;
    if (own) chmodSync(path, own.mode & 0o777);
    else if (!temporals && !isRoot) chmodSync(path, 0o555);
    if (isRoot) chownSync(path, own?.uid ?? (temporals ? TEMPORAL.uid : 0), own?.gid ?? (temporals ? TEMPORAL.uid : 0));
    return path;
  }

  /** A text of the file as it means the same here: names become addresses, mounts folders. */
  private here(text: string, service: Service): string {
    let result = text.replaceAll('0.0.0.0', this.address(service.name));
    for (const name of this.services.keys())
      result = result.replace(new RegExp(`(^${name}(?=:(?!//))|(?<=//|@)${name}(?=[:/]|$))`, 'g'), this.address(name));
    for (const mount of service.mounts)
      result = result.replace(new RegExp(`^${mount.path}(?=/|$)`), this.volume(service, mount));
    return result.replace(/^\/console$/, join(this.folder, 'inside', 'console'));
  }

  private environmentOf(service: Service): Record<string, string> {
    const stated = { ...(service.image === null ? this.image.environment : {}), ...service.environment };
    const tmp = join(this.folder, 'tmp', service.name);
    mkdirSync(tmp, { recursive: true });
    if (isRoot && service.tmpfs.includes('/tmp')) chownSync(tmp, NODE_USER, NODE_USER);
    return {
      ...this.path(),
      TMPDIR: tmp,
      HOME: service.image === null ? '/home/node' : this.here(TEMPORAL.home, service),
      ...Object.fromEntries(Object.entries(stated).map(([name, value]) => [name, this.here(value, service)])),
    };
  }

  private spawn(service: Service, words: string[], environment: Record<string, string>): Running {
    const [program = '', ...rest] = words.map((word) => this.here(word, service));
    const uid = service.image === null ? (this.image.user === 'root' ? 0 : NODE_USER) : TEMPORAL.uid;
    const child = spawn(program, rest, {
      cwd: service.image === null ? this.tree : '/',
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...account(uid),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output = (output + String(chunk)).slice(-20_000);
      });
    child.on('error', (error) => {
      output += String(error);
    });
    const running = { child, output: () => output, ended: once(child, 'close').then(() => child.exitCode) };
    this.running.push(running);
    return running;
  }

  /** A process of a service as Compose starts it, or another command in its image: `docker compose run`. */
  run(name: string, command?: string[], extra: Record<string, string> = {}): Running {
    const service = this.service(name);
    const words = [...(service.image === null ? this.image.entrypoint : []), ...(command ?? service.command)];
    return this.spawn(service, words, { ...this.environmentOf(service), ...extra });
  }

  /**
   * The Temporal CLI with the arguments of the file. Its services find each other on 127.0.0.1 only, so it listens there on
   * free ports, and what comes to the address of its service is handed on.
   */
  async runTemporal(): Promise<Running> {
    const service = this.service('temporal');
    const target = join(this.folder, 'bin', 'temporal');
    const { path } = findTemporalCli(process.env.TEMPORAL_CLI_PATH, () => undefined);
    copyFileSync(path, target, constants.COPYFILE_FICLONE);
    chmodSync(target, 0o755);
    const ports = await freePorts({ api: 0, ui: 0 });
    for (const [outer, inner] of [
      [7233, ports.api],
      [8233, ports.ui],
    ] as const)
      this.forwarders.push(await forward(this.address('temporal'), outer, inner));
    const words = service.command.map((word) => (word === '0.0.0.0' ? '127.0.0.1' : word));
    const own = ['--port', String(ports.api), '--ui-port', String(ports.ui)];
    return this.spawn(service, ['temporal', ...words, ...own], this.environmentOf(service));
  }

  /** Any program in the image of a service: `docker compose run --entrypoint`. */
  exec(name: string, words: string[]): Running {
    return this.spawn(this.service(name), words, this.environmentOf(this.service(name)));
  }

  volumePath(volume: string): string {
    return join(this.folder, 'volumes', volume);
  }

  /** What our processes make of the variables of a service; `asWritten` leaves the names of services in them. */
  configurationOf(name: string, asWritten: boolean): Configuration {
    const service = this.service(name);
    const data = { DATA_DIR: join(this.folder, 'tmp', 'configuration') };
    return loadConfiguration({ ...(asWritten ? service.environment : this.environmentOf(service)), ...data });
  }

  /** The health check of the file, in the place of the service: its own loopback is the service's address here. */
  async healthy(name: string, tries = 60): Promise<string | null> {
    const service = this.service(name);
    if (!service.healthcheck) return `${name} has no health check`;
    const [kind, ...words] = service.healthcheck;
    if (kind !== 'CMD') return `${name}: a health check that is not a CMD`;
    const own = words.map((word) => word.replace(/127\.0\.0\.1|localhost/g, this.address(name)));
    let last = '';
    for (let count = 0; count < tries; count += 1) {
      const check = this.spawn(service, own, this.environmentOf(service));
      if ((await check.ended) === 0) return null;
      last = check.output();
      await pause(500);
    }
    return `${name} is not healthy: ${last}`;
  }

  /** Where a browser on this machine gets with an address: only to a port that is published. */
  browser(url: string): string {
    const { hostname, port, pathname, search } = new URL(url);
    for (const service of this.services.values())
      for (const { address, hostPort, port: inner } of service.published)
        if (['localhost', '127.0.0.1'].includes(hostname) && address === '127.0.0.1' && Number(port) === hostPort)
          return `http://${this.address(service.name)}:${inner}${pathname}${search}`;
    throw new Error(`a browser does not get to ${hostname}:${port}`);
  }

  /** PostgreSQL has no image here: the embedded one listens where the service would, with the user that the file names. */
  async startPostgres(): Promise<() => Promise<void>> {
    const {
      POSTGRES_USER: user,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: database,
    } = this.service('postgres').environment;
    const server = await startEmbeddedDatabase(join(this.folder, 'postgres'), 5432, this.address('postgres'));
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    if (user !== 'countersign') await admin.unsafe(`create role ${user} superuser login`);
    await admin.unsafe(`alter role ${user} password '${password}'`);
    await admin.unsafe(`create database ${database}`);
    await admin.end();
    return async () => {
      const ended = once(server.process, 'exit');
      server.process.kill('SIGINT');
      await ended;
    };
  }

  /** Ends everything that still runs, hard, and removes what was made for it. */
  async remove(): Promise<void> {
    for (const { child } of this.running) child.kill('SIGKILL');
    for (const server of this.forwarders) server.close();
    await Promise.all(this.running.map(({ ended }) => ended));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
