import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { freePort } from '../../cli/environment/ports.ts';
import { startEmbeddedDatabase } from '../../db/embedded.ts';

declare module 'vitest' {
  interface ProvidedContext {
    embeddedUrl: string;
  }
}

/** One embedded PostgreSQL for all database tests; each file makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const database = await startEmbeddedDatabase(mkdtempSync(join(tmpdir(), 'countersign-test-')), await freePort(0));
  project.provide('embeddedUrl', database.url);
  return async () => {
    const ended = new Promise((done) => database.process.once('exit', done));
    database.process.kill('SIGINT');
    await ended;
  };
}
