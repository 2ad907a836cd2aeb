import { CodedError } from '../../domain/errors/codes.ts';

/** Files of one organisation that are read at the same time: all organisations share the readers. */
const AT_ONCE = 2;

/** Runs work in the turn of a tenant. Throws STATEMENT_READER_BUSY where so much of it is under way. */
export function createReaderTurns() {
  const under = new Map<string, number>();
  return async <Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> => {
    const now = under.get(tenantId) ?? 0;
    if (now >= AT_ONCE) throw new CodedError('STATEMENT_READER_BUSY');
    under.set(tenantId, now + 1);
    try {
      return await work();
    } finally {
      const left = (under.get(tenantId) ?? 1) - 1;
      if (left > 0) under.set(tenantId, left);
      else under.delete(tenantId);
    }
  };
}
