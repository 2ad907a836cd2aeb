import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What docker-compose.yml and the Dockerfile say, read from the files themselves. */
export interface Service {
  name: string;
  /** Name of a foreign image; null where the image is ours. */
  image: string | null;
  command: string[];
  environment: Record<string, string>;
  mounts: { volume: string; path: string }[];
  tmpfs: string[];
  /** Ports that this machine publishes, by the container's port. */
  published: { address: string; hostPort: number; port: number }[];
  healthcheck: string[] | null;
  stopGraceSeconds: number;
  dependsOn: Record<string, string>;
}

interface ImageFile {
  environment: Record<string, string>;
  user: string;
  entrypoint: string[];
  command: string[];
  /** RUN lines of the last stage, in order. */
  runs: string[];
}

interface RawService {
  image?: string;
  command?: string[];
  environment?: Record<string, string | number>;
  volumes?: string[];
  tmpfs?: string[];
  ports?: string[];
  healthcheck?: { test: string[] };
  stop_grace_period?: string;
  depends_on?: Record<string, { condition: string }>;
}

/** Docker's own, where the file does not say. */
const STOP_GRACE_SECONDS = 10;

function serviceOf(name: string, raw: RawService): Service {
  return {
    name,
    image: raw.image ?? null,
    command: raw.command ?? [],
    environment: Object.fromEntries(Object.entries(raw.environment ?? {}).map(([key, value]) => [key, String(value)])),
    mounts: (raw.volumes ?? []).map((text) => {
      const [volume = '', path = ''] = text.split(':');
      return { volume, path };
    }),
    tmpfs: raw.tmpfs ?? [],
    published: (raw.ports ?? []).map((text) => {
      const [address = '', hostPort, port] = text.split(':');
      return { address, hostPort: Number(hostPort), port: Number(port) };
    }),
    healthcheck: raw.healthcheck?.test ?? null,
    stopGraceSeconds: Number(/^(\d+)s$/.exec(raw.stop_grace_period ?? '')?.[1] ?? STOP_GRACE_SECONDS),
    dependsOn: Object.fromEntries(Object.entries(raw.depends_on ?? {}).map(([key, value]) => [key, value.condition])),
  };
}

export function readCompose(text: string): Map<string, Service> {
  const file = parse(text, { merge: true }) as { services: Record<string, RawService> };
  return new Map(Object.entries(file.services).map(([name, raw]) => [name, serviceOf(name, raw)]));
}

/** Of a Dockerfile what its last stage says: the image that runs. */
export function readDockerfile(text: string): ImageFile {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Z]+ /.test(line));
  const stage = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const of = (name: string) =>
    stage.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());
  const list = (name: string) => JSON.parse(of(name).at(-1) ?? '[]') as string[];
  const pairs = of('ENV').flatMap((line) =>
    [...line.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]),
  );
  return {
    environment: Object.fromEntries(pairs) as Record<string, string>,
    user: of('USER').at(-1) ?? 'root',
    entrypoint: list('ENTRYPOINT'),
    command: list('CMD'),
    runs: of('RUN'),
  };
}

/** Whether .dockerignore lets a file of the project into the image; the last pattern that fits decides. */
export function letsIn(root: string): (path: string) => boolean {
  const patterns = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => ({ keeps: line.startsWith('!'), fits: patternOf(line.replace(/^!/, '')) }));
  return (path) => {
    const decided = patterns.findLast(({ fits }) => fits.test(path));
    return decided ? decided.keeps : true;
  };
}

function patternOf(pattern: string): RegExp {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**/', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('\u0000', '(.*/)?');
  return new RegExp(`^${text}(/.*)?$`);
}
