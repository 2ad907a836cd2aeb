import type { identity } from '../../domain/identity/area.ts';
import { type RenderMail, text } from '../mailText.ts';

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  power_change_requested: (variables, baseUrl) => ({
    subject: 'A change of rights waits for a second person',
    text: `${text(variables, 'summary')}.\n\nIt widens what somebody may do with money, so another administrator must approve it. Nothing has changed yet.\n\nChanges of rights: ${baseUrl}/console/rights\n`,
  }),
  power_change_decided: (variables, baseUrl) => ({
    subject: `A change of rights was ${text(variables, 'outcome')}`,
    text: `${text(variables, 'summary')}.\n\nThis change was ${text(variables, 'outcome')}.\n\nChanges of rights: ${baseUrl}/console/rights\n`,
  }),
  second_factor_off: (variables, baseUrl) => ({
    subject: 'A second factor was turned off',
    text: `The second factor of ${text(variables, 'name')} is off: ${text(variables, 'by')}.\n\nIf you do not know why, disable the account: ${baseUrl}/console/users\n`,
  }),
  address_proof: (variables, baseUrl) => ({
    subject: 'Is this address yours?',
    text: `Somebody signed up with this address. If it was not you, do nothing: the account gets no rights without you.\n\nToken, good once within half an hour: ${text(variables, 'token')}\n\nProve it here, with the password of your sign-up: ${baseUrl}/console/#prove=${text(variables, 'token')}\nOr send token and password to ${baseUrl}/api/v1/auth/address/prove\nIf you do not know the password, somebody else has signed up: ask for a new one with “Forgot password” to take the account.\n`,
  }),
  password_reset: (variables, baseUrl) => ({
    subject: 'Set a new password',
    text: `Somebody asked for a new password for this address. If it was not you, do nothing.\n\nToken, good once within 30 minutes: ${text(variables, 'token')}\n\nSet the password here: ${baseUrl}/console/#reset=${text(variables, 'token')}\nOr send the token with the new password to ${baseUrl}/api/v1/auth/password/reset\n`,
  }),
} satisfies Record<keyof typeof identity.mailTemplates, RenderMail>;
