import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';

/**
 * Runs work of a tenant, so much of it at the same time and no more: what is costly is shared by all tenants. Throws `busy` where
 * as much is under way.
 */
export function createTurns(atOnce: number, busy: ErrorCode) {
  const under = new Map<string, number>();
  return async <Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> => {
    const now = under.get(tenantId) ?? 0;
    if (now >= atOnce) throw new CodedError(busy);
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
export type Turns = ReturnType<typeof createTurns>;
