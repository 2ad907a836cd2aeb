import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import { takesBack } from '../../domain/ledger/postings.ts';
import type { ProvedOutcome } from '../../domain/money/command.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { InvoicePayment, WhmcsClient } from '../../providers/whmcs/client.ts';
import { WhmcsRefused } from '../../providers/whmcs/errors.ts';
import { MONEY_PROTOCOLS } from '../../temporal.config.ts';
import type { MoneyAdapter } from '../money/advanceCommand.ts';

/** A transaction with our id that is not what was sent: a person looks at it, nothing is sent again. */
const differs = () => new VendorError('whmcs', 'WHMCS_TRANSACTION_DIFFERS', 'terminal');

/** The payment of a command in WHMCS' list of transactions; null when it is not there. Throws when the list can't be read. */
async function find(client: WhmcsClient, command: MoneyCommand): Promise<ProvedOutcome | null> {
  const { transactionId, invoiceId, instanceId } = command.parameters as InvoicePayment;
  const found = await client.transactions(transactionId, command.currency);
  const [first] = found;
  if (!first) return null;
  const expected = takesBack(command.leg) ? -command.amountMinor : command.amountMinor;
  const right = found.every((one) => one.invoiceId === Number(invoiceId) && one.amountMinor === expected);
  if (!right || found.length > 1) throw differs();
  return { kind: 'applied', vendorId: `${instanceId}:${first.id}` };
}

/**
 * Payments of invoices at WHMCS. It has no idempotency keys and may take a transaction id twice, so a payment is looked for
 * before each call and after it, and never sent while its absence is not proved.
 */
export function whmcsPaymentAdapter(client: WhmcsClient): MoneyAdapter {
  return {
    protocol: MONEY_PROTOCOLS.whmcs,
    async attempt(command) {
      try {
        const before = await find(client, command);
        if (before) return before;
        const payment = command.parameters as InvoicePayment;
        if (takesBack(command.leg)) await client.takeBack(payment);
        else await client.addPayment(payment);
        // It answers without an id; what stands in its list is what was recorded.
        return (await find(client, command)) ?? { kind: 'unknown' };
      } catch (error) {
        return error instanceof WhmcsRefused ? { kind: 'refused', code: error.code } : { kind: 'unknown' };
      }
    },
    lookup: (command) => find(client, command),
  };
}
