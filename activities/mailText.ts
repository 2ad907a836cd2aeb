import { moneyText } from '../domain/money/moneyText.ts';
import { reasonInWords } from '../domain/money/reasons.ts';
import { dayText } from '../domain/words.ts';

export interface RenderedMail {
  subject: string;
  text: string;
}

/** A plain-text mail from the variables of its row. `baseUrl` is where people reach the API. */
export type RenderMail = (variables: Record<string, unknown>, baseUrl: string) => RenderedMail;

export const text = (variables: Record<string, unknown>, name: string): string => String(variables[name] ?? '');

/** An amount as people write it, e.g. `$58.00`. */
export const amount = (variables: Record<string, unknown>): string =>
  variables.amountMinor && variables.currency
    ? moneyText(Number(variables.amountMinor), text(variables, 'currency'))
    : 'no amount';

/** A code of the row as a clause; empty where there is none. */
export const reason = (variables: Record<string, unknown>, name = 'reason'): string =>
  text(variables, name) === '' ? '' : reasonInWords(text(variables, name));

/** `2026-11-28` as `28 Nov`. */
export const day = (variables: Record<string, unknown>, name: string): string => dayText(text(variables, name));

/** Where a person decides the task of a mail. */
export const taskLink = (variables: Record<string, unknown>, baseUrl: string): string =>
  `${baseUrl}/console/reviews/${text(variables, 'taskId')}`;
