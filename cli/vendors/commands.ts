import type { Command } from 'commander';
import type { Configuration } from '../configuration.ts';

/** Adds its commands; each reads the configuration only when it is run. */
export function addCommands(program: Command, configure: () => Configuration): void {
  const vendors = program.command('vendors').description('accounts at the gateway, CRM and billing');
  vendors
    .command('accounts')
    .description('what is connected, and how it goes')
    .action(async () => (await import('./vendors.ts')).vendorAccounts(configure()));
  vendors
    .command('connect <vendor>')
    .description(
      'stripe, crm or billing; key or client secret are read from COUNTERSIGN_VENDOR_CREDENTIAL, the client from COUNTERSIGN_VENDOR_CLIENT_ID',
    )
    .option('--base-url <url>', "the company's own address at the CRM or billing")
    .option('--other-account', 'it may be another account than the connected one')
    .action(async (vendor: string, options: { baseUrl?: string; otherAccount?: boolean }) =>
      (await import('./vendors.ts')).connectVendorAccount(configure(), vendor, options),
    );
  for (const change of ['test', 'disconnect'] as const)
    vendors
      .command(`${change} <vendor>`)
      .action(async (vendor: string) =>
        (await import('./vendors.ts')).changeVendorAccount(configure(), vendor, change),
      );
}
