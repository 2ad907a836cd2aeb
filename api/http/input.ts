import { z } from 'zod';
import { CodedError } from '../../domain/errors/codes.ts';
import { unstorablePath } from '../../domain/storable.ts';
import { nearest } from './nearest.ts';

/** Wrong fields that are named, and letters of each name: a body of thousands of wrong names has a short answer. */
const SHOWN_FIELDS = 20;
const SHOWN_LETTERS = 200;
const SHOWN_TEXT = 500;

/** What was not known, and what was likely meant. */
function unknownRule(keys: readonly string[], known: readonly string[]): string {
  const meant = keys.slice(0, SHOWN_FIELDS).flatMap((key) => nearest(key, known) ?? []);
  const what = keys.length === 1 ? 'not known here' : 'these are not known here';
  return meant.length === 0 ? what : `${what}; did you mean ${[...new Set(meant)].join(', ')}?`;
}

/** The rule a value broke, in words: a pattern says nothing to a person. */
function ruleOf(issue: z.core.$ZodIssue, known: readonly string[]): string {
  if (issue.code === 'unrecognized_keys') return unknownRule(issue.keys, issue.path.length === 0 ? known : []);
  if (issue.code === 'invalid_value' && issue.values.length > 1) return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type' && /received undefined$/.test(issue.message)) return 'missing';
  return issue.code === 'invalid_format' && issue.format === 'regex' && /pattern/i.test(issue.message)
    ? 'not written as this field needs it'
    : issue.message;
}

const fieldOf = (issue: z.core.$ZodIssue): string =>
  issue.path.join('.') || ('keys' in issue ? String(issue.keys.slice(0, SHOWN_FIELDS)) : 'body');

/** What breaks a schema, field by field. `known`: the names that may stand where an unknown one stood. */
export function validationProblem(error: z.ZodError, known: readonly string[] = []): CodedError {
  const fields = error.issues.slice(0, SHOWN_FIELDS).map((issue) => ({
    field: fieldOf(issue).slice(0, SHOWN_LETTERS),
    rule: ruleOf(issue, known).slice(0, SHOWN_LETTERS),
  }));
  const text = fields.map(({ field, rule }) => `${field}: ${rule}`).join('; ');
  return new CodedError('VALIDATION_FAILED', text.slice(0, SHOWN_TEXT), { fields });
}

function parsed(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw validationProblem(result.error, schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);
}

interface Schemas {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
}

/** What a route's schemas make of a request. Texts that can't be stored are refused here, for every route. */
export function readInput(schemas: Schemas, given: { params: unknown; query: unknown; body: unknown }) {
  const input = {
    params: schemas.params && parsed(schemas.params, given.params),
    query: schemas.query && parsed(schemas.query, given.query),
    body: schemas.body && parsed(schemas.body, given.body),
  };
  const field = unstorablePath(input);
  if (field !== null)
    throw new CodedError('VALIDATION_FAILED', `${field}: NUL or half a character`, {
      fields: [{ field, rule: 'no NUL and no half of a character' }],
    });
  return input;
}
