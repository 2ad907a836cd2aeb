import type { Command } from 'commander';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  program
    .command('policies')
    .description('company policies')
    .command('ingest [directory]')
    .description('upload every .docx, .md and .txt of a folder')
    .action(async (directory?: string) => {
      const { uploadPolicies, POLICIES_DIRECTORY } = await import('../demo/seedLearning.ts');
      const { openSession } = await import('../commands/session.ts');
      process.stdout.write(
        `ingesting ${(await uploadPolicies(openSession(configure(), 'admin'), directory ?? POLICIES_DIRECTORY)).join(', ')}\n`,
      );
    });
}
