import type { banking } from '../../domain/banking/area.ts';
import type { RenderMail } from '../mailText.ts';

const bankOf = ({ bank }: Record<string, unknown>) => String(bank ?? 'your bank');
const dayOf = ({ endsAt }: Record<string, unknown>) => String(endsAt ?? '').slice(0, 10);

/** Texts of its mails. They name the bank and no account. */
export const mails = {
  bank_reauth: (variables, baseUrl) => ({
    subject: `${bankOf(variables)} is no longer connected`,
    text: `${bankOf(variables)} has ended our access, so its accounts are not read any more. Nothing is lost: authorise it again, and reading goes on where it stopped.\n\n${baseUrl}/console/connections\n`,
  }),
  bank_consent_ends: (variables, baseUrl) => ({
    subject: `The consent of ${bankOf(variables)} ends on ${dayOf(variables)}`,
    text: `Your consent that we read ${bankOf(variables)} ends on ${dayOf(variables)}. Authorise it again before that day, so that no money received is seen late.\n\n${baseUrl}/console/connections\n`,
  }),
} satisfies Record<keyof Pick<typeof banking.mailTemplates, 'bank_reauth' | 'bank_consent_ends'>, RenderMail>;
