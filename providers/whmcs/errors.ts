import { VendorError } from '../vendorError.ts';

/** WHMCS answers most refusals with HTTP 200 and a message in English; these say that nothing was done. */
const REFUSALS: readonly [message: RegExp, type: string][] = [
  [/invoice id not found|invoice not found/i, 'WHMCS_INVOICE_NOT_FOUND'],
  [/not possible to add a payment to an invoice that is cancelled/i, 'WHMCS_INVOICE_CANCELLED'],
  [/client (id )?not found/i, 'WHMCS_CLIENT_NOT_FOUND'],
];
const CREDENTIALS = /authentication failed|invalid (api )?(credential|identifier)|invalid or missing/i;
const PERMISSION = /invalid permissions|permission denied|not have permission|action .* not allowed/i;
const ADDRESS = /invalid ip|ip .* not allowed|access denied.*ip/i;

/** An answer that proves that nothing was done, by its code. */
export class WhmcsRefused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`whmcs refused: ${code}`);
    this.code = code;
  }
}

/** What a message of `result: error` means; its text never leaves this function, because it may name people. */
export function whmcsError(message: string): WhmcsRefused | VendorError {
  const refused = REFUSALS.find(([words]) => words.test(message));
  if (refused) return new WhmcsRefused(refused[1]);
  if (ADDRESS.test(message)) return new VendorError('whmcs', 'WHMCS_ADDRESS_REFUSED', 'blocked');
  if (CREDENTIALS.test(message)) return new VendorError('whmcs', 'WHMCS_CREDENTIALS', 'blocked');
  if (PERMISSION.test(message)) return new VendorError('whmcs', 'WHMCS_PERMISSION', 'blocked');
  return new VendorError('whmcs', 'WHMCS_REJECTED_REQUEST', 'terminal');
}

/** What a status other than 200 means. Access is refused with 403 and a message in the body. */
export function whmcsStatusError(status: number, message: string, retryAfterMs: number | undefined): VendorError {
  if (status === 429) return new VendorError('whmcs', 'WHMCS_RATE_LIMITED', 'retryable', retryAfterMs);
  if (status === 401 || status === 403) {
    const meant = whmcsError(message);
    return meant instanceof VendorError && meant.kind === 'blocked'
      ? meant
      : new VendorError('whmcs', 'WHMCS_CREDENTIALS', 'blocked');
  }
  if (status >= 300 && status < 500) return new VendorError('whmcs', 'WHMCS_NOT_FOUND', 'blocked');
  return new VendorError('whmcs', 'WHMCS_UNAVAILABLE', 'retryable');
}
