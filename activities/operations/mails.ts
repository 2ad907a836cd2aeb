import { ALERT_RULE_NAMES } from '../../domain/operations/alertRules.ts';
import { figureText } from '../../domain/operations/alertText.ts';
import type { operations } from '../../domain/operations/area.ts';
import { dayText } from '../../domain/words.ts';
import { type RenderMail, text } from '../mailText.ts';

/** A figure in the words of its rule; of a rule that is gone, as it is. */
function figure(variables: Record<string, unknown>, name: string): string {
  const rule = ALERT_RULE_NAMES.find((known) => known === variables.rule);
  return rule ? figureText(rule, Number(variables[name])) : text(variables, name);
}

/** Texts of its mails; links carry ids, only a mail that proves an address carries a token. */
export const mails = {
  alert: (variables, baseUrl) => ({
    subject: `${text(variables, 'severity') === 'critical' ? 'Critical' : 'Warning'}: ${text(variables, 'about')}`,
    text: `${text(variables, 'about')}.\n\n${text(variables, 'subject') ? `Concerns: ${text(variables, 'subject')}\n` : ''}Now: ${figure(variables, 'value')}, alert above ${figure(variables, 'threshold')}\nAlerts: ${baseUrl}/console/alerts\n`,
  }),
  daily_summary: (variables, baseUrl) => ({
    subject: `Bookings on ${dayText(text(variables, 'day'))}`,
    text: `Payments received: ${text(variables, 'payments_received')}, without a booking: ${text(variables, 'payments_unmatched')}\nBookings made: ${text(variables, 'bookings_created')}\nConfirmed automatically: ${text(variables, 'confirmed_automatically')}, by a person: ${text(variables, 'confirmed_by_hand')}\nExpired: ${text(variables, 'bookings_expired')}, cancelled: ${text(variables, 'bookings_cancelled')}\nMessages that did not arrive: ${text(variables, 'messages_undeliverable')}\n\nIn full: ${baseUrl}/console/daily-report?day=${text(variables, 'day')}\n`,
  }),
} satisfies Record<keyof typeof operations.mailTemplates, RenderMail>;
