import { type Command, Option } from 'commander';
import { type Configure, showsData, withExample } from '../commandGroup.ts';

const lists = () => import('./lists.ts');

function addStarting(disputes: Command, configure: Configure): void {
  withExample(
    disputes
      .command('send')
      .description('put dispute events on the queue, as the CRM does')
      .option('--case-id <id>', 'one case of the CRM; without it fresh cases are made in the sandbox')
      .option('--customer-id <id>', 'whose case it is')
      .option('--count <n>', 'how many messages', '1')
      .option('--queue-url <url>', 'another queue than that of this installation')
      .action(async (options) => (await import('./disputes.ts')).sendDisputes(await configure(), options)),
    'countersign disputes send --count 5',
  );
  withExample(
    disputes
      .command('run <case_id> [customer_id]')
      .description('start one dispute and wait until it asks a person or has ended')
      .action(async (caseId: string, customerId?: string) =>
        (await import('./disputes.ts')).runDispute(caseId, customerId),
      ),
    'countersign disputes run CASE-001-TEST-12345',
  );
}

function addReading(program: Command, disputes: Command): void {
  withExample(
    showsData(disputes.command('list'))
      .description('disputes, newest first')
      .addOption(new Option('--status <status>', 'only these').choices(['running', 'pending', 'completed', 'failed']))
      .option('--case <case_id>', 'only those of one case')
      .option('--limit <n>', 'at most so many', '50')
      .action(async (options) => (await lists()).listDisputes(options)),
    'countersign disputes list --status pending',
  );
  withExample(
    showsData(disputes.command('show <run_id>'))
      .description('one dispute: its state, its costs and what happened')
      .action(async (runId: string, options) => (await lists()).showDispute(runId, options)),
    'countersign disputes show RUN_ID        the id is the last column of: countersign disputes list',
  );
  withExample(
    showsData(program.command('costs <run_or_case_id>'))
      .description('what a dispute, or all of a case, have cost')
      .action(async (id: string, options) => (await lists()).showCosts(id, options)),
    'countersign costs CASE-001-TEST-12345',
  );
}

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command, configure: Configure): void {
  const disputes = program.command('disputes').description('billing disputes: start, list, look');
  addStarting(disputes, configure);
  addReading(program, disputes);
}
