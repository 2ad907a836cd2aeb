import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from '../../../cli/environmentSchema.ts';

const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  engines: { node: string };
};
const readme = readFileSync('README.md', 'utf8');
const byHand = readFileSync('docs/by-hand.md', 'utf8');

describe('the repository as a newcomer finds it', () => {
  it('[CARD-01] [CARD-03] one package; its folders and files stand at the top', () => {
    for (const name of [
      'workflows',
      'activities',
      'workers',
      'api',
      'db',
      'package.json',
      'tsconfig.json',
      'temporal.config.ts',
      'docker-compose.yml',
      'README.md',
    ])
      expect(globSync(name), name).toHaveLength(1);
    expect(globSync('**/package.json', { exclude: (path) => path.includes('node_modules') })).toEqual(['package.json']);
  });

  it('[DR-TECH-01] TypeScript on Node 24, Temporal, Express; one version of every Temporal package', () => {
    expect(process.versions.node.split('.')[0]).toBe('24');
    const versions = Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies })
      .filter(([name]) => name.startsWith('@temporalio/'))
      .map(([, version]) => version);
    expect(new Set(versions).size).toBe(1);
    expect(packageJson.dependencies.express).toMatch(/^5\./);
    expect(packageJson.engines.node).toBe('>=22.18');
  });

  it('[DR-ARCH-01] [DR-DEV-03] one folder per vendor with a client; errors mapped beside it', () => {
    for (const vendor of ['stripe', 'openai', 'salesforce', 'zuora', 'sqs', 'smtp'])
      expect(globSync(`providers/${vendor}/client.ts`), vendor).toHaveLength(1);
    for (const vendor of ['stripe', 'openai', 'salesforce'])
      expect(globSync(`providers/${vendor}/errors.ts`), vendor).toHaveLength(1);
  });

  it('[DR-SETUP-03] .env.example lists exactly the variables the configuration reads', () => {
    const listed = [...readFileSync('.env.example', 'utf8').matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)]
      .map((match) => match[1])
      .toSorted();
    expect(listed).toEqual(Object.keys(environmentSchema.shape).toSorted());
  });

  it('[DR-SETUP-01] [DR-SETUP-02] [DR-SETUP-08] [DR-API-05] [DR-CLI-10] the README and docs/by-hand.md name the commands, and each is a script', () => {
    for (const [, name = ''] of `${readme}${byHand}`.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
      expect(packageJson.scripts, name).toHaveProperty(name);
    for (const text of [
      'npm run demo',
      'npm test',
      'npm run dispute:publish',
      'npm run db:setup -- --reset',
      'npm run vector:seed',
      'Node 24',
      'PostgreSQL',
    ])
      expect(readme, text).toContain(text);
    for (const text of ['/human-review/decision', '/workflow/', '/health', '/costs/workflow/'])
      expect(byHand, text).toContain(text);
  });

  it('[DR-SETUP-06] [DR-SETUP-07] [DR-CLI-02] [DR-TECH-05] [DR-DEV-05] every step and process has its own script', () => {
    for (const name of [
      'setup',
      'db:setup',
      'vector:seed',
      'dispute:publish',
      'dispute',
      'intake',
      'worker',
      'api',
      'up',
      'down',
      'doctor',
      'chaos',
      'bench',
      'replay',
      'recover',
    ])
      expect(packageJson.scripts, name).toHaveProperty(name);
  });

  it('[DR-DEV-06] three sample policies ship', () => {
    expect(
      globSync('db/seed/policies/*.docx')
        .map((file) => file.split('/').at(-1))
        .toSorted(),
    ).toEqual([
      'billing-dispute-resolution.docx',
      'historical-dispute-resolutions.docx',
      'service-outage-compensation-policy.docx',
    ]);
  });

  it('a decision is never a local activity, and money keys hold no attempt, run or random', () => {
    const workflows = globSync('workflows/**/*.ts')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const locals = [...workflows.matchAll(/proxyLocalActivities<([\s\S]*?)>\(/g)].map((match) => match[1] ?? '');
    const forbidden = (text: string) =>
      /admitDecision|executeRefund|storeResults|recordRefund|settleUnknown|ReviewActivities|createExecuteActivities/.test(
        text,
      );
    expect(locals.filter(forbidden)).toEqual([]);
    // Planted bug: the same search sees a decision made local.
    expect(forbidden("Pick<ReviewActivities, 'admitDecision'>")).toBe(true);
  });
});
