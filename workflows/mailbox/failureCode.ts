import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** Type of the failure behind an activity's, e.g. `GMAIL_REVOKED`. */
export const failureCode = (error: unknown): string => {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.type ? cause.type : 'RETRIES_EXHAUSTED';
};
