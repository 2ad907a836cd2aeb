import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { keepPrivate } from '../db/ownFiles.ts';
import { ConfigurationError, loadConfiguration } from './configuration.ts';
import { readEnvironment } from './environment/runFile.ts';

keepPrivate();
if (existsSync('.env')) process.loadEnvFile('.env');

/** Configuration of a single command: the environment, filled up with that of a running `up` on the same data folder. */
function configure() {
  const running = readEnvironment(process.env.DATA_DIR ?? '.data') ?? {};
  return loadConfiguration({ ...running, ...process.env });
}

const program = new Command('countersign')
  .description('Long-running money work as durable workflows, countersigned by people')
  .helpOption('-h, --help', 'print usage')
  .showHelpAfterError();

program
  .command('up')
  .description('start everything and stay up')
  .action(async () => (await import('./commands/up.ts')).up(loadConfiguration(process.env)));
program
  .command('down')
  .description('end what `up` or `demo` started')
  .action(async () => (await import('./commands/up.ts')).down(loadConfiguration(process.env)));
program
  .command('demo')
  .description('start everything and play the dispute cases')
  .option('--exit', 'end afterwards; exit code 0 only if every case ended as expected')
  .action(async (options: { exit?: boolean }) =>
    (await import('./demo/demo.ts')).demo(loadConfiguration(process.env), options),
  );
for (const [name, description, run] of [
  ['api', 'the API process', async () => (await import('./processes/api.ts')).runApi(configure())],
  [
    'worker',
    'a worker process (profiles by WORKER_PROFILES)',
    async () => (await import('./processes/worker.ts')).runWorker(configure()),
  ],
  ['intake', 'the queue intake process', async () => (await import('./processes/intake.ts')).runIntake(configure())],
  ['sandbox', 'the simulated vendors', async () => (await import('./processes/sandbox.ts')).runSandbox(configure())],
] as const) {
  program.command(name).description(description).action(run);
}

const disputes = program.command('disputes').description('dispute runs');
disputes
  .command('send')
  .description('put dispute events on the queue')
  .option('--case-id <id>', 'one case of the CRM; without it fresh sandbox cases')
  .option('--customer-id <id>')
  .option('--count <n>', 'how many messages', '1')
  .option('--queue-url <url>')
  .action(async (options) => (await import('./commands/disputes.ts')).sendDisputes(configure(), options));
disputes
  .command('run <case_id> [customer_id]')
  .description('start one dispute and wait for its review')
  .action(async (caseId: string, customerId?: string) =>
    (await import('./commands/disputes.ts')).runDispute(configure(), caseId, customerId),
  );
disputes
  .command('list')
  .description('runs, newest first')
  .option('--status <status>')
  .option('--limit <n>', 'rows', '50')
  .action(async (options) => (await import('./commands/disputes.ts')).listDisputes(configure(), options));
disputes
  .command('show <run_id>')
  .description('one run with its history')
  .action(async (runId: string) => (await import('./commands/disputes.ts')).showDispute(configure(), runId));

const reviews = program.command('reviews').description('review tasks');
reviews
  .command('list')
  .option('--state <state>', 'pending, approved, rejected or expired', 'pending')
  .option('--search <text>', 'only tasks whose subject has this text in it')
  .action(async (options) => (await import('./commands/reviews.ts')).listReviews(configure(), options));
reviews
  .command('show <task_id>')
  .action(async (taskId: string) => (await import('./commands/reviews.ts')).showReview(configure(), taskId));
reviews
  .command('approve <task_id>')
  .description('approve what the task shows now, or another amount')
  .option('--amount <amount>', 'major units; approves with this amount instead')
  .option('--action <action>', 'with --amount', 'partial_refund')
  .option('--reason <text>', 'with --amount')
  .option('--comment <text>')
  .action(async (taskId: string, options) =>
    (await import('./commands/reviews.ts')).decideReview(configure(), taskId, 'approved', options),
  );
reviews
  .command('escalate <task_id>')
  .description('hand a task on to somebody else; it stays open')
  .requiredOption('--comment <text>', 'why')
  .action(async (taskId: string, options) =>
    (await import('./commands/reviews.ts')).decideReview(configure(), taskId, 'escalated', {
      action: 'escalate',
      ...options,
    }),
  );
reviews
  .command('reject <task_id>')
  .option('--comment <text>')
  .action(async (taskId: string, options) =>
    (await import('./commands/reviews.ts')).decideReview(configure(), taskId, 'rejected', {
      action: 'no_action',
      ...options,
    }),
  );

program
  .command('costs <run_or_case_id>')
  .description('costs of a run or a case')
  .action(async (id: string) => (await import('./commands/disputes.ts')).showCosts(configure(), id));
program
  .command('policies')
  .description('company policies')
  .command('ingest [directory]')
  .description('upload every .docx, .md and .txt of a folder')
  .action(async (directory?: string) => {
    const { uploadPolicies, POLICIES_DIRECTORY } = await import('./demo/seedLearning.ts');
    const { openSession } = await import('./commands/session.ts');
    process.stdout.write(
      `ingesting ${(await uploadPolicies(openSession(configure(), 'admin'), directory ?? POLICIES_DIRECTORY)).join(', ')}\n`,
    );
  });
const money = program.command('money').description('the money stop and the journal');
money
  .command('stop <reason>')
  .description('stop every outward money call')
  .option('--all', 'of all tenants')
  .action(async (reason: string, options) =>
    (await import('./commands/money.ts')).stopMoney(configure(), reason, options),
  );
money
  .command('resume')
  .option('--all', 'of all tenants')
  .action(async (options) => (await import('./commands/money.ts')).resumeMoney(configure(), options));
money.command('state').action(async () => (await import('./commands/money.ts')).moneyState(configure()));
money
  .command('journal')
  .option('--format <format>', 'json or csv', 'csv')
  .action(async (options) => (await import('./commands/money.ts')).journal(configure(), options));
const vendors = program.command('vendors').description('accounts at the gateway, CRM and billing');
vendors
  .command('accounts')
  .description('what is connected, and how it goes')
  .action(async () => (await import('./commands/vendors.ts')).vendorAccounts(configure()));
vendors
  .command('connect <vendor>')
  .description('stripe, crm or billing; the credential is read from COUNTERSIGN_VENDOR_CREDENTIAL')
  .option('--base-url <url>', "the company's own address at the CRM or billing")
  .option('--other-account', 'it may be another account than the connected one')
  .action(async (vendor: string, options: { baseUrl?: string; otherAccount?: boolean }) =>
    (await import('./commands/vendors.ts')).connectVendorAccount(configure(), vendor, options),
  );
for (const change of ['test', 'disconnect'] as const)
  vendors
    .command(`${change} <vendor>`)
    .action(async (vendor: string) =>
      (await import('./commands/vendors.ts')).changeVendorAccount(configure(), vendor, change),
    );
const mailbox = program.command('mailbox').description('payment inboxes');
mailbox
  .command('audit')
  .description('prove that every mail Google lists is in the books')
  .option('--days <n>', 'how far back', '90')
  .action(async (options: { days: string }) =>
    (await import('./commands/mailbox.ts')).auditMailboxes(configure(), options),
  );
mailbox
  .command('import')
  .description('take over credentials.json and token.json of an older system')
  .requiredOption('--email <address>', 'the admin whose mailbox it becomes')
  .option('--tenant <slug>', 'tenant of that admin', 'default')
  .action(async (options: { email: string; tenant: string }) =>
    (await import('./commands/mailbox.ts')).importMailbox(configure(), options),
  );
const admin = program.command('admin').description('first accounts, keys and the audit log');
admin
  .command('create')
  .description('make an account; the way to the first super user')
  .requiredOption('--email <address>')
  .option('--role <role>', 'user, reviewer, attorney, admin or super_user', 'super_user')
  .option('--tenant <slug>', 'tenant of the account', 'default')
  .action(async (options: { email: string; role: string; tenant: string }) =>
    (await import('./commands/admin.ts')).createAdmin(configure(), options),
  );
admin
  .command('changes')
  .description('changes of rights that wait for a second person')
  .option('--tenant <slug>', 'their tenant', 'default')
  .action(async ({ tenant }: { tenant: string }) =>
    (await import('./commands/power.ts')).listChanges(configure(), tenant),
  );
admin
  .command('approve')
  .description('approve a change of rights as the second person, where a tenant has a single admin')
  .argument('<change>', 'its id')
  .option('--tenant <slug>', 'its tenant', 'default')
  .action(async (change: string, { tenant }: { tenant: string }) =>
    (await import('./commands/power.ts')).approveChange(configure(), tenant, change),
  );
const keys = admin.command('keys').description('keys of encrypted fields, tokens and payloads');
keys
  .command('list', { isDefault: true })
  .description('how many fields each key still reads')
  .action(async () => (await import('./commands/admin.ts')).showKeys(configure()));
keys
  .command('generate <kind>')
  .description('print a new key: jwt, field or codec')
  .action(async (kind: string) => (await import('./commands/admin.ts')).generateKey(kind));
keys
  .command('rotate')
  .description('re-encrypt every field under the newest key')
  .action(async () => (await import('./commands/admin.ts')).rotateKeys(configure()));
admin
  .command('audit')
  .description('check every hash chain against itself and its anchors')
  .action(async () => (await import('./commands/admin.ts')).audit(configure()));
program
  .command('replay [files...]')
  .description('replay stored histories against the workflow code')
  .action(async (files: string[]) => (await import('./commands/replay.ts')).replay(files, configure().codecRing));
program
  .command('recover')
  .description('start open processes that have no execution, also after the engine lost its data')
  .action(async () => (await import('./commands/recover.ts')).recover(configure()));
program
  .command('doctor')
  .description('find and explain every missing part')
  .action(async () => (await import('./commands/doctor.ts')).doctor());
program
  .command('setup')
  .description('complete set-up with a sample dispute')
  .option('--skip-deps', 'do not install packages')
  .option('--skip-db', 'do not touch the database')
  .option('--skip-vector', 'do not seed vector data')
  .action(async (options) => (await import('./commands/setup.ts')).setup(options));
program
  .command('db-setup')
  .description('create or check the database')
  .option('--reset', 'drop everything first')
  .option('--check', 'only say whether a migration is missing')
  .option('--force', 'allow --reset in production')
  .action(async (options) => (await import('./commands/setup.ts')).databaseSetup(configure(), options));
program
  .command('vector-seed')
  .description('seed policies and sample resolutions')
  .option('--reset', 'remove policies first')
  .option('--create-policies-dir', 'write the sample policies to ./policies')
  .action(async (options) => (await import('./commands/setup.ts')).vectorSeed(configure(), options));

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(
    `${error instanceof ConfigurationError ? error.message : error instanceof Error ? (process.env.COUNTERSIGN_DEBUG_ERRORS ? error.stack : error.message) : String(error)}\n`,
  );
  // At once: pools, timers and servers that were opened before the failure would keep the process alive.
  process.exit(1);
}
