import type { Command } from 'commander';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  const reviews = program.command('reviews').description('review tasks');
  reviews
    .command('list')
    .option('--state <state>', 'pending, approved, rejected or expired', 'pending')
    .option('--search <text>', 'only tasks whose subject has this text in it')
    .action(async (options) => (await import('./reviews.ts')).listReviews(configure(), options));
  reviews
    .command('show <task_id>')
    .action(async (taskId: string) => (await import('./reviews.ts')).showReview(configure(), taskId));
  reviews
    .command('approve <task_id>')
    .description('approve what the task shows now, or another amount')
    .option('--amount <amount>', 'major units; approves with this amount instead')
    .option('--action <action>', 'with --amount', 'partial_refund')
    .option('--reason <text>', 'with --amount')
    .option('--comment <text>')
    .action(async (taskId: string, options) =>
      (await import('./reviews.ts')).decideReview(configure(), taskId, 'approved', options),
    );
  reviews
    .command('escalate <task_id>')
    .description('hand a task on to somebody else; it stays open')
    .requiredOption('--comment <text>', 'why')
    .action(async (taskId: string, options) =>
      (await import('./reviews.ts')).decideReview(configure(), taskId, 'escalated', {
        action: 'escalate',
        ...options,
      }),
    );
  reviews
    .command('reject <task_id>')
    .option('--comment <text>')
    .action(async (taskId: string, options) =>
      (await import('./reviews.ts')).decideReview(configure(), taskId, 'rejected', {
        action: 'no_action',
        ...options,
      }),
    );
}
