import type { TestProject } from 'vitest/node';
import { prepareChromium } from '../run/chromium.ts';
import { startForTests } from '../system/globalSetup.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Why there is no Chromium; empty when there is one. */
    chromiumMissing: string;
  }
}

/** The system of the system tests, and a Chromium to look at it with. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = prepareChromium((line) => process.stdout.write(`${line}\n`));
  project.provide('chromiumMissing', 'missing' in chromium ? chromium.missing : '');
  // Page and test are the same few people here, and the tests look ten times a second.
  return startForTests(project, { RATE_LIMIT_REQUESTS_PER_MINUTE: '0' });
}
