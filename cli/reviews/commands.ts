import { type Command, Option } from 'commander';
import { REVIEW_STATES } from '../../domain/reviews/states.ts';
import { showsData, withExample } from '../commandGroup.ts';

const load = () => import('./reviews.ts');

function addReading(reviews: Command): void {
  withExample(
    showsData(reviews.command('list'))
      .description('tasks that wait for a person, or that were closed')
      .addOption(new Option('--state <state>', 'which tasks').choices(REVIEW_STATES).default('pending'))
      .option('--kind <kind>', 'only tasks of one kind')
      .option('--search <text>', 'only tasks that have this text in them')
      .addOption(new Option('--owner <who>', 'only mine, or those that nobody has').choices(['me', 'nobody']))
      .option('--limit <n>', 'at most so many', '200')
      .action(async (options) => (await load()).listReviews(options)),
    'countersign reviews list --search ayesha',
  );
  withExample(
    showsData(reviews.command('show <task_id>'))
      .description('one task: what is asked, about how much, and what became of it')
      .action(async (taskId: string, options) => (await load()).showReview(taskId, options)),
    'countersign reviews show TASK_ID        the id is the last column of: countersign reviews list',
  );
}

function addDeciding(reviews: Command): void {
  withExample(
    showsData(reviews.command('approve <task_id>'))
      .description('approve what the task shows now, or another amount')
      .option('--amount <amount>', 'approve with this amount instead, e.g. 20.00')
      .option('--action <action>', 'what is done with the amount', 'partial_refund')
      .option('--reason <text>', 'why another amount')
      .option('--comment <text>', 'kept with the decision')
      .action(async (taskId: string, options) => (await load()).decideReview(taskId, 'approved', options)),
    'countersign reviews approve TASK_ID --amount 20.00 --reason "half a month of service"',
  );
  withExample(
    showsData(reviews.command('escalate <task_id>'))
      .description('hand a task on to somebody else; it stays open')
      .requiredOption('--comment <text>', 'why')
      .action(async (taskId: string, options) =>
        (await load()).decideReview(taskId, 'escalated', { action: 'escalate', ...options }),
      ),
    'countersign reviews escalate TASK_ID --comment "the customer is my neighbour"',
  );
  withExample(
    showsData(reviews.command('reject <task_id>'))
      .description('reject what the task asks for; no money moves')
      .option('--comment <text>', 'kept with the decision')
      .action(async (taskId: string, options) =>
        (await load()).decideReview(taskId, 'rejected', { action: 'no_action', ...options }),
      ),
    'countersign reviews reject TASK_ID --comment "paid back before"',
  );
}

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command): void {
  const reviews = program.command('reviews').description('tasks that wait for a person: list, look, decide');
  addReading(reviews);
  addDeciding(reviews);
}
