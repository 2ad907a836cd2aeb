import { Argument, type Command } from 'commander';
import { ACCOUNT_VENDORS } from '../../domain/vendors/accounts.ts';
import { GROUPS, showsData, withExample } from '../commandGroup.ts';

const load = () => import('./vendors.ts');
const vendor = () => new Argument('<vendor>', 'which vendor').choices(ACCOUNT_VENDORS);

const CHANGES = {
  test: 'ask the vendor whether the credential works',
  disconnect: 'forget the credential; refused while a refund is open',
} as const;

/** Adds its commands; each loads what it needs when it is run. */
export function addCommands(program: Command): void {
  const vendors = program
    .command('vendors')
    .helpGroup(GROUPS.operate)
    .description('your accounts at the gateway, the CRM and billing');
  withExample(
    showsData(vendors.command('accounts'))
      .description('what is connected, and whether it works')
      .action(async (options) => (await load()).vendorAccounts(options)),
    'countersign vendors accounts',
  );
  withExample(
    showsData(vendors.command('connect'))
      .description(
        'connect an account; key or client secret are read from COUNTERSIGN_VENDOR_CREDENTIAL, the client from COUNTERSIGN_VENDOR_CLIENT_ID',
      )
      .addArgument(vendor())
      .option('--base-url <url>', "the company's own address at the CRM or billing")
      .option('--other-account', 'it may be another account than the connected one')
      .action(async (name: string, options) => (await load()).connectVendorAccount(name, options)),
    'COUNTERSIGN_VENDOR_CREDENTIAL=sk_test_globex countersign vendors connect stripe',
  );
  for (const change of ['test', 'disconnect'] as const)
    withExample(
      showsData(vendors.command(change))
        .description(CHANGES[change])
        .addArgument(vendor())
        .action(async (name: string, options) => (await load()).changeVendorAccount(name, change, options)),
      `countersign vendors ${change} stripe`,
    );
}
