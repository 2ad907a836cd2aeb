import type { Command } from 'commander';
import { groupOf } from '../commandGroup.ts';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  const admin = groupOf(program, 'admin', 'first accounts, keys and the audit log');
  const keys = admin.command('keys').description('keys of encrypted fields, tokens and payloads');
  keys
    .command('list', { isDefault: true })
    .description('how many fields each key still reads')
    .action(async () => (await import('./keys.ts')).showKeys(configure()));
  keys
    .command('generate <kind>')
    .description('print a new key: jwt, field or codec')
    .action(async (kind: string) => (await import('./keys.ts')).generateKey(kind));
  keys
    .command('rotate')
    .description('re-encrypt every field under the newest key')
    .action(async () => (await import('./keys.ts')).rotateKeys(configure()));
  admin
    .command('audit')
    .description('check every hash chain against itself and its anchors')
    .action(async () => (await import('./auditEvents.ts')).audit(configure()));
  program
    .command('replay [files...]')
    .description('replay stored histories against the workflow code')
    .action(async (files: string[]) => (await import('./replay.ts')).replay(files, configure().codecRing));
  program
    .command('recover')
    .description('start open processes that have no execution, also after the engine lost its data')
    .action(async () => (await import('./recover.ts')).recover(configure()));
}
