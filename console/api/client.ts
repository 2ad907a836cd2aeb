import createClient from 'openapi-fetch';
import { finiteJson } from '../../domain/money/finiteJson.ts';
import { sessionFetch } from '../session/session.ts';
import { Problem, problemOf } from './problem.ts';
import type { components, paths } from './schema.js';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** NaN would leave as null, and null takes a limit away: what is no number is not sent at all. */
function bodyText(value: unknown): string {
  try {
    return finiteJson(value);
  } catch (error) {
    const field = error instanceof RangeError ? error.message : 'value';
    throw new Problem('VALIDATION_FAILED', 0, 'What stands there is no number; nothing was sent', {
      fields: [{ field, rule: 'Write a number' }],
    });
  }
}

/** Every call goes through here, with paths, parameters and answers typed from the API's own document. */
export const api = createClient<paths>({
  baseUrl: '/api/v1',
  fetch: sessionFetch,
  bodySerializer: bodyText,
});

/** The answer's body, or the Problem thrown. */
export async function body<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<NonNullable<Data>> {
  const { data, error, response } = await call;
  if (error !== undefined || !response.ok) throw problemOf(response.status, error);
  return data as NonNullable<Data>;
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('INTERNAL_ERROR', 0, 'Something went wrong in this page');
