import { capital } from '../words.ts';

const VENDORS: Partial<Record<string, string>> = {
  stripe: 'Stripe',
  zuora: 'Zuora',
  whmcs: 'WHMCS',
  crm: 'Salesforce',
  salesforce: 'Salesforce',
  openai: 'OpenAI',
  whatsapp: 'WhatsApp',
  gmail: 'Google',
  smtp: 'Mail server',
};
/** A vendor as it calls itself. */
export const vendorName = (vendor: string): string =>
  (Object.hasOwn(VENDORS, vendor) && VENDORS[vendor]) || capital(vendor);
