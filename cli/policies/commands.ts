import type { Command } from 'commander';
import { GROUPS, withExample } from '../commandGroup.ts';

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command): void {
  const policies = program
    .command('policies')
    .helpGroup(GROUPS.operate)
    .description('company policies that proposals stand on');
  withExample(
    policies
      .command('ingest [directory]')
      .description('upload every .docx, .md and .txt of a folder; without one the sample policies')
      .action(async (directory?: string) => (await import('./ingest.ts')).ingestPolicies(directory)),
    'countersign policies ingest ./policies',
  );
}
