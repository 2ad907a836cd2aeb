import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { isLostTypeQuestion } from './connectionPool.ts';

const withQuery = (error: object, query: string) => Object.assign(error, { query });
const lost = (code: string) => Object.assign(new Error(code), { code });
const QUESTION = 'select b.oid, b.typarray from pg_catalog.pg_type a';

describe('an error that nobody waited for', () => {
  it('is outlived where the driver lost its own question about types with the connection', () => {
    expect(isLostTypeQuestion(withQuery(lost('CONNECTION_DESTROYED'), QUESTION))).toBe(true);
    expect(isLostTypeQuestion(withQuery(lost('ECONNRESET'), QUESTION))).toBe(true);
  });

  it('is not outlived otherwise: another query, no query, another failure', () => {
    expect(isLostTypeQuestion(withQuery(lost('CONNECTION_DESTROYED'), 'update bookings set status = 1'))).toBe(false);
    expect(isLostTypeQuestion(lost('ECONNREFUSED'))).toBe(false);
    expect(isLostTypeQuestion(withQuery(lost('42P01'), QUESTION))).toBe(false);
    expect(isLostTypeQuestion(withQuery(new postgres.PostgresError('syntax'), QUESTION))).toBe(false);
    expect(isLostTypeQuestion(null)).toBe(false);
  });
});
