import { formatAmount } from '../domain/money/money.ts';

export interface RenderedMail {
  subject: string;
  text: string;
}

/** A plain-text mail from the variables of its row. `baseUrl` is where people reach the API. */
export type RenderMail = (variables: Record<string, unknown>, baseUrl: string) => RenderedMail;

export const text = (variables: Record<string, unknown>, name: string): string => String(variables[name] ?? '');

export const amount = (variables: Record<string, unknown>): string =>
  variables.amountMinor && variables.currency
    ? `${formatAmount(Number(variables.amountMinor), text(variables, 'currency'))} ${text(variables, 'currency')}`
    : 'no amount';

/** Where a person decides the task of a mail. */
export const taskLink = (variables: Record<string, unknown>, baseUrl: string): string =>
  `${baseUrl}/console/reviews/${text(variables, 'taskId')}`;
