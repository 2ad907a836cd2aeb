import type { Command } from 'commander';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  const disputes = program.command('disputes').description('dispute runs');
  disputes
    .command('send')
    .description('put dispute events on the queue')
    .option('--case-id <id>', 'one case of the CRM; without it fresh sandbox cases')
    .option('--customer-id <id>')
    .option('--count <n>', 'how many messages', '1')
    .option('--queue-url <url>')
    .action(async (options) => (await import('./disputes.ts')).sendDisputes(configure(), options));
  disputes
    .command('run <case_id> [customer_id]')
    .description('start one dispute and wait for its review')
    .action(async (caseId: string, customerId?: string) =>
      (await import('./disputes.ts')).runDispute(configure(), caseId, customerId),
    );
  disputes
    .command('list')
    .description('runs, newest first')
    .option('--status <status>')
    .option('--limit <n>', 'rows', '50')
    .action(async (options) => (await import('./disputes.ts')).listDisputes(configure(), options));
  disputes
    .command('show <run_id>')
    .description('one run with its history')
    .action(async (runId: string) => (await import('./disputes.ts')).showDispute(configure(), runId));

  program
    .command('costs <run_or_case_id>')
    .description('costs of a run or a case')
    .action(async (id: string) => (await import('./disputes.ts')).showCosts(configure(), id));
}
