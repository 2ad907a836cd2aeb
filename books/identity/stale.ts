import { CodedError } from '../../domain/errors/codes.ts';

/** Whoever approves a change approves what was shown: where it has changed since, nothing is done. */
export const stale = () => new CodedError('PRECONDITION_FAILED', 'It has changed since this was asked for; ask again');
