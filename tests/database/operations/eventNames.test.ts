import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createProcess } from '../../../books/operations/createProcess.ts';
import { actorNames } from '../../../db/identity/people.ts';
import { DEFAULT_TENANT_ID as A } from '../../../db/seed/tenants.ts';
import { subjectNames } from '../../../db/subjectNames.ts';
import { openSampleTask } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const ID_KINDS = [
  'user',
  'key',
  'tenant',
  'power-change',
  'booking',
  'payment',
  'property',
  'policy',
  'mailbox',
  'reconciliation',
  'notification',
  'process',
  'alert',
  'bulk',
];

test('what is gone has no name, and no odd subject breaks a page of events', async () => {
  const odd = ID_KINDS.flatMap((kind) => [`${kind}:${crypto.randomUUID()}`, `${kind}:`, kind, `${kind}:x'y:"z"`]);
  const names = await database.db.withTenant(A, (tx) =>
    subjectNames(tx, [...odd, 'constructor:1', '', ':', 'toString']),
  );
  expect([...names.keys()]).toEqual([]);
});

test('subjects without a row are named by their words', async () => {
  const subjects = [
    'config:policy_cap_minor',
    'config:gone',
    'money-stop:tenant',
    'money-stop:all',
    'alert-rule:error_log',
    'schedule:money-reconciler',
    'report:2026-11-26',
    'vendor-account:stripe',
  ];
  const names = await database.db.withTenant(A, (tx) => subjectNames(tx, subjects));
  expect(subjects.map((subject) => names.get(subject)?.name)).toEqual([
    'the setting “Most one refund may pay”',
    'a setting',
    'this organisation',
    'every organisation',
    'Log lines of level error',
    'the schedule “money reconciler”',
    '26 Nov',
    'the account at Stripe',
  ]);
});

test('a case is named by its customer, another run by its title, an organisation by its name', async () => {
  const { process: run } = await openSampleTask(database.db, A, 'CASE-NAMED');
  const processId = run.id;
  const names = await database.db.withTenant(A, async (tx) => {
    await tx.execute(sql`update workflow_states set crm_data = '{"dispute": {"customerName": "Maria Ortiz"}}'
      where process_id = ${processId}`);
    const { process } = await createProcess(tx, {
      tenantId: A,
      kind: 'gmail-sync',
      subject: 'x',
      title: 'Read new mail',
      workflowType: 'w',
      workflowId: 'w:1',
      taskQueue: 'core',
      input: () => ({}),
      startedBy: 'workflow',
    });
    const found = await subjectNames(tx, [`process:${processId}`, `process:${process.id}`, `tenant:${A}`]);
    return [found.get(`process:${processId}`), found.get(`process:${process.id}`), found.get(`tenant:${A}`)];
  });
  expect(names).toEqual([
    { name: 'the dispute of Maria Ortiz', person: 'Maria Ortiz' },
    { name: '“Read new mail”', person: null },
    { name: expect.any(String), person: null },
  ]);
});

test('whoever did something has a name: services, and people who are gone', async () => {
  const gone = `user:${crypto.randomUUID()}`;
  const actors = ['workflow', 'reconciler', 'temporal-operator', 'mailbox', gone, 'constructor'];
  const names = await database.db.withTenant(A, (tx) => actorNames(tx, actors));
  expect(actors.map((actor) => names.get(actor))).toEqual([
    'Countersign',
    'The reconciler',
    'An operator in Temporal',
    'The mail reader',
    'somebody without an account',
    'Somebody',
  ]);
});
