import { BANK_FAILURES, type BankFailureType } from '../domain/banking/failures.ts';
import { VendorError } from './vendorError.ts';

/** A failure of a provider of bank data, in our words. `afterMs`: when asking again makes sense. */
export const bankError = (vendor: string, type: BankFailureType, afterMs?: number): VendorError =>
  new VendorError(vendor, type, BANK_FAILURES[type].kind, afterMs);
