import { type Command, Option } from 'commander';
import { ROLES } from '../../domain/identity/roles.ts';
import { type Configure, GROUPS, groupOf, showsData, withExample } from '../commandGroup.ts';

const tenant = () => new Option('--tenant <slug>', 'whose').default('default');

function addToken(program: Command): void {
  withExample(
    program
      .command('token')
      .helpGroup(GROUPS.operate)
      .description('print an access token, for curl and other programs; it lives for 15 minutes')
      .addOption(new Option('--role <role>', 'of the demo login that signs in').choices(ROLES).default('reviewer'))
      .option('--header', 'as a header, to be read with: curl -H @FILE')
      .action(async (options) => (await import('./token.ts')).printToken(options)),
    'countersign token --role admin --header > .data/admin.header',
    'curl -H @.data/admin.header http://localhost:8003/me',
  );
}

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command, configure: Configure): void {
  addToken(program);
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
