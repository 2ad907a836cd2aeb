import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { command } from '../http.ts';
import { rawWords } from '../rawWords.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let taskId = '';
let runId = '';
let caseId = '';
beforeAll(async () => {
  world = openWorld();
  const prepared = await world.prepare('words-of-the-command-line');
  ({ caseId } = prepared);
  runId = await world.start(prepared);
  taskId = (await world.task(caseId)).task_id;
});
afterAll(() => world.close());

const countersign = (...args: string[]) =>
  command(['cli/main.ts', ...args], { DATA_DIR: inject('dataDirectory'), NO_COLOR: '1' });

const UUID = '[\\da-f]{8}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{4}-[\\da-f]{12}';
/** Ids may stand last in a row, behind `Id`, and in a command to copy; nowhere else. */
const withoutIds = (text: string): string =>
  text
    .replaceAll(new RegExp(`(?:^ +Id +| {2})${UUID}$`, 'gm'), '')
    .replaceAll(new RegExp(`(countersign [a-z ]+)${UUID}`, 'g'), '$1');

const shown = (): string[][] => [
  ['reviews', 'list'],
  ['reviews', 'list', '--state', 'approved'],
  ['reviews', 'list', '--state', 'expired'],
  ['reviews', 'show', taskId],
  ['disputes', 'list'],
  ['disputes', 'show', runId],
  ['costs', caseId],
  ['runs', 'list', '--limit', '200'],
  ['money', 'state'],
  ['money', 'journal'],
  ['vendors', 'accounts'],
  ['admin', 'changes'],
  ['admin', 'keys', 'list'],
];

describe('the command line speaks to people', () => {
  it('no list and no view shows ids as titles, codes, JSON, null or minor units', async () => {
    for (const args of shown()) {
      const { status, stdout, stderr } = await countersign(...args);
      expect([status, stderr], args.join(' ')).toEqual([0, '']);
      expect(stdout.trim(), args.join(' ')).not.toBe('');
      expect(rawWords(withoutIds(stdout)), args.join(' ')).toEqual([]);
    }
    // Planted bugs: each kind of raw word would be seen.
    expect(rawWords(withoutIds(`${taskId}  a title`))).toHaveLength(1);
    for (const raw of ['awaiting_review', 'NOT_FOUND', 'null', '{"a":1}', 'cap minor 5000'])
      expect(rawWords(raw), raw).not.toEqual([]);
  });

  it('a list has heads and amounts; with --json it is the answer of the API', async () => {
    const list = await countersign('reviews', 'list', '--search', caseId);
    expect(list.stdout.split('\n')[0]).toMatch(/^TASK +.*AT RISK +.*WAITING +.*ID$/);
    expect(list.stdout).toMatch(new RegExp(`\\$45\\.00 .*${taskId}$`, 'm'));
    const json = JSON.parse((await countersign('reviews', 'list', '--search', caseId, '--json')).stdout) as object;
    const { body } = await world.reviewer.get(`/reviews?search=${caseId}`);
    expect(json).toEqual(body);
    const one = JSON.parse((await countersign('reviews', 'show', taskId, '--json')).stdout) as object;
    expect(one).toEqual((await world.reviewer.get(`/reviews/${taskId}`)).body);
  });

  it('exit codes tell what went wrong, and each error says what to do next', async () => {
    const nobody = { COUNTERSIGN_URL: 'http://127.0.0.1:1' };
    const stranger = { COUNTERSIGN_EMAIL: 'nobody@nowhere.example', COUNTERSIGN_PASSWORD: 'a wrong password' };
    const run = (args: string[], env = {}) =>
      command(['cli/main.ts', ...args], { DATA_DIR: inject('dataDirectory'), ...env });
    for (const [args, env, status, said] of [
      [['reviews', 'lst'], {}, 2, /Did you mean list\?/],
      [['reviews', 'list', '--stat', 'x'], {}, 2, /Did you mean --state\?/],
      [['reviews', 'list'], nobody, 3, /nothing answers at http:\/\/127\.0\.0\.1:1\nnext: {2}/],
      [['reviews', 'list'], stranger, 4, /can not sign in: .*\(INVALID_CREDENTIALS\)\nnext: {2}/],
      [['reviews', 'show', crypto.randomUUID()], {}, 5, /no such task here.*\(NOT_FOUND\)/],
      [['--version'], {}, 0, /^$/],
    ] as const) {
      const result = await run([...args], env);
      expect([result.status, result.stderr], args.join(' ')).toEqual([status, expect.stringMatching(said)]);
      expect(result.stderr, args.join(' ')).not.toMatch(/\n\s+at /);
    }
  });

  it('completes commands, options and their values', async () => {
    expect((await countersign('completion', 'bash')).stdout).toContain('# bash completion for countersign');
    expect((await countersign('complete', '--', 'reviews', '')).stdout).toMatch(/^approve\t/m);
    expect((await countersign('complete', '--', 'reviews', 'list', '--state', '')).stdout).toMatch(/^rejected\t/m);
  });
});

it('no mail has ids, codes or JSON in its subject', async () => {
  const mails = (await world.sandbox.records('smtp', 'mail')) as unknown as { source: string }[];
  const subjects = mails.map(({ source }) => /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(source)?.[1] ?? '');
  expect(subjects.length).toBeGreaterThan(0);
  expect(subjects.flatMap(rawWords)).toEqual([]);
});
