import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

const root = join(import.meta.dirname, '..');
const workflowsPath = join(root, 'workflows', 'index.ts');
const summariesPath = join(root, 'workflows', 'summaries.ts');
const failureConverterPath = join(root, 'workers', 'failureConverter.ts');

/** Everything a bundle is made from; another digest is another bundle. */
function sourceDigest(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const files = [
    ...globSync('{workflows,domain}/**/*.ts', { cwd: root }),
    'temporal.config.ts',
    'workers/bundle.ts',
    'workers/failureConverter.ts',
  ];
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Keeps a bundle for the next start, whole or not at all. A tree that can't be written to, as in an image, keeps none. */
function keep(path: string, code: string): void {
  try {
    mkdirSync(join(root, '.cache'), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    process.stderr.write('the workflow bundle is not kept: the tree is read-only; it is built at each start\n');
  }
}

/** Code of all workflows as one script; built once per version of its sources (about a second) and kept in .cache/. */
export async function workflowBundle(): Promise<{ code: string; path: string }> {
  const path = join(root, '.cache', `workflows-${sourceDigest()}.js`);
  if (!existsSync(path)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      failureConverterPath,
      workflowInterceptorModules: [summariesPath],
      // Runs share the modules, which the SDK freezes: 0.5 ms and 10 KB to create a run instead of 2.3 ms and 60 KB.
      // Workflow and domain code keeps no state in its modules (tests/replay/replay.test.ts).
      preloadModules: [workflowsPath, summariesPath, failureConverterPath],
      // Stack traces need positions only. With every source written into it as well, the map was two thirds of the bundle.
      webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
      logger: {
        log: () => undefined,
        trace: () => undefined,
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: (message) => process.stderr.write(`${message}\n`),
      },
    });
    keep(path, code);
    return { code, path };
  }
  return { code: readFileSync(path, 'utf8'), path };
}
