import type { Request } from 'express';

/** A list answer as Stripe gives it, or the error it gives for parameters it can't take. */
export type ListAnswer =
  | { ok: true; body: { object: 'list'; url: string; has_more: boolean; data: unknown[] } }
  | { ok: false; code: 'parameter_invalid_integer' | 'resource_missing' | 'parameter_unknown'; message: string };

interface Listed {
  id: string;
  created: number;
}

const MAXIMUM_LIMIT = 100;
const DEFAULT_LIMIT = 10;

const integer = (text: unknown): number | null => {
  const number = Number(text);
  return Number.isInteger(number) ? number : null;
};

/** Bounds on `created`, written `created[gte]=…` or `created=…`, in Unix seconds. */
function createdWithin(request: Request): (created: number) => boolean {
  const bound = (name: string) => {
    const value = integer(request.query[`created[${name}]`]);
    return request.query[`created[${name}]`] === undefined ? null : value;
  };
  const [gt, gte, lt, lte] = ['gt', 'gte', 'lt', 'lte'].map(bound);
  const exact = request.query.created === undefined ? null : integer(request.query.created);
  return (created) =>
    (gt == null || created > gt) &&
    (gte == null || created >= gte) &&
    (lt == null || created < lt) &&
    (lte == null || created <= lte) &&
    (exact === null || created === exact);
}

/**
 * One page as the vendor cuts it: newest first, `limit` of 1 to 100 (10 unless said), `starting_after` or `ending_before`
 * an id of the list, `has_more` for what follows in that direction.
 */
export function listPage<Item extends Listed>(
  request: Request,
  all: Item[],
  show: (item: Item) => unknown,
): ListAnswer {
  const { limit: wanted = DEFAULT_LIMIT, starting_after: after, ending_before: before } = request.query;
  const limit = integer(wanted);
  if (limit === null || limit < 1 || limit > MAXIMUM_LIMIT)
    return { ok: false, code: 'parameter_invalid_integer', message: 'limit is a number from 1 to 100' };
  if (after && before)
    return { ok: false, code: 'parameter_unknown', message: 'only one of starting_after and ending_before' };
  const within = createdWithin(request);
  const ordered = all.toSorted((left, right) => right.created - left.created).filter(({ created }) => within(created));
  const cursor = after ?? before;
  const position = cursor === undefined ? -1 : ordered.findIndex(({ id }) => id === String(cursor));
  if (cursor !== undefined && position < 0)
    return { ok: false, code: 'resource_missing', message: `No such object: '${String(cursor)}'` };
  const from = before === undefined ? position + 1 : Math.max(0, position - limit);
  const until = before === undefined ? from + limit : position;
  return {
    ok: true,
    body: {
      object: 'list',
      url: request.path,
      has_more: before === undefined ? until < ordered.length : from > 0,
      data: ordered.slice(from, until).map(show),
    },
  };
}
