import type { vendors as declared } from '../../domain/vendors/area.ts';
import { type RenderMail, text } from '../mailText.ts';
import type { ActivityArea } from '../slice.ts';

/** Accounts that tenants have at the gateway, the CRM and billing. */
export const vendors = {
  mails: {
    vendor_account_refused: (variables, baseUrl) => ({
      subject: `${text(variables, 'vendor')} refuses the credential of your account`,
      text: `${text(variables, 'vendor')} refuses the credential with which your account “${text(variables, 'account')}” is connected. Disputes that need it wait for a person; nothing is lost.\n\nGive a new credential of the same account: ${baseUrl}/console/accounts\n`,
    }),
  } satisfies Record<keyof typeof declared.mailTemplates, RenderMail>,
} satisfies ActivityArea;
