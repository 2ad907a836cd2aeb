import { CodedError } from '../errors/codes.ts';

/**
 * The installation's own credentials at the CRM, billing and the gateway open one company's data and money, so they belong
 * to one tenant (VENDOR_TENANT). Every door to a vendor asks this before anything is read. Throws INTEGRATION_NOT_CONFIGURED.
 */
export function assertOwnsVendorAccounts(tenantId: string, vendorTenantId: string): void {
  if (tenantId !== vendorTenantId)
    throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'Your organisation has no account at the vendors connected');
}
