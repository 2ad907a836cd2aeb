import { CodedError } from '../../domain/errors/codes.ts';
import type { RequestContext } from './route.ts';

/** ETag of a row that counts its changes. */
export const etag = (version: number): Record<string, string> => ({ etag: `"v${version}"` });

/** Throws PRECONDITION_FAILED when the caller read an older version. Without If-Match the last writer wins. */
export function assertUnchanged(context: RequestContext, version: number): void {
  const wanted = context.header('if-match');
  if (wanted !== undefined && wanted !== '*' && !wanted.split(/,\s*/).includes(`"v${version}"`))
    throw new CodedError('PRECONDITION_FAILED');
}
