import { type Command, Option } from 'commander';
import { ROLES } from '../../domain/identity/roles.ts';
import { type Configure, GROUPS, groupOf, showsData, withExample } from '../commandGroup.ts';

const tenant = () => new Option('--tenant <slug>', 'whose').default('default');

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command, configure: Configure): void {
  const admin = groupOf(program, 'admin', 'first accounts, keys and the audit log').helpGroup(GROUPS.operate);
  withExample(
    admin
      .command('create')
      .description(
        'make an account; the way to the first super user. Its password is COUNTERSIGN_PASSWORD, else made and shown once',
      )
      .requiredOption('--email <address>', 'whose account it is')
      .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).default('super_user'))
      .addOption(tenant())
      .action(async (options) => (await import('./createAdmin.ts')).createAdmin(await configure(), options)),
    'countersign admin create --email boss@example.com',
  );
  withExample(
    showsData(admin.command('changes'))
      .description('changes of rights that wait for a second person')
      .addOption(tenant())
      .action(async (options) => (await import('./power.ts')).listChanges(await configure(), options.tenant, options)),
    'countersign admin changes',
  );
  withExample(
    admin
      .command('approve <change_id>')
      .description('approve a change of rights as the second person, where a tenant has a single admin')
      .addOption(tenant())
      .action(async (change: string, options) =>
        (await import('./power.ts')).approveChange(await configure(), options.tenant, change),
      ),
    'countersign admin approve CHANGE_ID        the id is the last column of: countersign admin changes',
  );
}
