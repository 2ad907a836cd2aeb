import { type Command, Option } from 'commander';
import { MATCH_STATES } from '../../domain/reconciliation/matchStates.ts';
import { type Configure, GROUPS, groupOf, showsData, withExample } from '../commandGroup.ts';

const load = () => import('./matches.ts');

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command, configure: Configure): void {
  const reconcile = groupOf(
    program,
    'reconcile',
    'money received: is it all matched and recorded, and what is left',
  ).helpGroup(GROUPS.work);
  withExample(
    showsData(reconcile.command('status'))
      .description(
        'prove that banks, ledger and WHMCS agree, or name what is between them; ends with 0 only when nothing is',
      )
      .option('--tenant <name_or_id>', 'only this organisation')
      .option('--as-of <day>', 'the last day that counts, e.g. 2026-10-31; without it today')
      .option('--all', 'name every residual, not only the first of each kind')
      .action(async (options) => (await import('./status.ts')).proofStatus(await configure(), options)),
    'countersign reconcile status --as-of 2026-10-31',
  );
  withExample(
    showsData(reconcile.command('run'))
      .description('match payments to invoices now, besides the schedule')
      .action(async (options) => (await load()).runMatching(options)),
    'countersign reconcile run',
  );
  withExample(
    showsData(reconcile.command('matches'))
      .description('payments matched to invoices, newest first')
      .addOption(new Option('--status <status>', 'only these').choices(MATCH_STATES))
      .option('--limit <n>', 'at most so many', '50')
      .action(async (options) => (await load()).listMatches(options)),
    'countersign reconcile matches --status proposed',
  );
  withExample(
    showsData(reconcile.command('models'))
      .description('what was learned about payments, newest first, and which version scores them')
      .action(async (options) => (await import('./models.ts')).listModels(options)),
    'countersign reconcile models',
  );
  withExample(
    showsData(reconcile.command('use-model <version>'))
      .description('let a version score payments from the next run on; 0 = the rules')
      .action(async (version: string, options) => (await import('./models.ts')).chooseModel(version, options)),
    'countersign reconcile use-model 0        back to the rules',
  );
  withExample(
    showsData(program.command('explain <id>').helpGroup(GROUPS.work))
      .description('why a payment was matched, or why not: of a match or a bank transaction')
      .action(async (id: string, options) => (await import('./explain.ts')).explain(id, options)),
    'countersign explain MATCH_ID        the id is the last column of: countersign reconcile matches',
  );
}
