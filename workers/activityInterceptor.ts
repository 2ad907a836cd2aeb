import type { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityInterceptors,
  Next,
} from '@temporalio/worker';
import { CodedError, ERROR_CODES } from '../domain/errors/codes.ts';
import { failureMessage } from '../domain/operations/logLevels.ts';
import { VendorError } from '../providers/vendorError.ts';
import { type AppLogger, logWith } from './logger.ts';
import { activityDuration } from './metrics.ts';
import type { HearTry } from './stepProblems.ts';

/**
 * Any error as a failure that is safe to keep in a history: a stable type, no vendor text, no query, no stack.
 * Terminal and blocked ones are not retried; expected ones are benign.
 */
export function toApplicationFailure(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  const retry = (kind: string) => ({
    nonRetryable: kind === 'terminal' || kind === 'blocked',
    category: kind === 'retryable' ? undefined : ApplicationFailureCategory.BENIGN,
  });
  if (error instanceof VendorError) {
    return ApplicationFailure.create({
      type: error.type,
      message: error.message,
      ...retry(error.kind),
      ...(error.retryAfterMs ? { nextRetryDelay: error.retryAfterMs } : {}),
    });
  }
  if (error instanceof CodedError)
    return ApplicationFailure.create({ type: error.code, message: error.code, ...retry(ERROR_CODES[error.code].kind) });
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code).slice(0, 40) : 'UNEXPECTED';
  const name = error instanceof Error ? error.constructor.name : 'Error';
  return ApplicationFailure.create({ type: 'INTERNAL', message: `${name} ${code}` });
}

/** Logs and measures each attempt and maps its error; one table for all activities. */
export function activityInterceptors(
  logger: AppLogger,
  reportVendor: (activityType: string, error: unknown, startedAt: Date, tenantId?: string) => void,
  hearTry: HearTry,
): (context: Context) => ActivityInterceptors {
  return (context) => {
    const { activityType, attempt, retryPolicy, workflowExecution } = context.info;
    const inbound: ActivityInboundCallsInterceptor = {
      async execute(
        input: ActivityExecuteInput,
        next: Next<ActivityInboundCallsInterceptor, 'execute'>,
      ): Promise<unknown> {
        const scope = (input.args[0] ?? {}) as { tenantId?: string; processId?: string; requestId?: string };
        const log = logWith(
          logger.child({
            activity: activityType,
            attempt,
            workflowId: workflowExecution?.workflowId,
            tenantId: scope.tenantId,
            processId: scope.processId,
            requestId: scope.requestId,
          }),
        );
        const { tenantId, processId } = scope;
        const tried = { activityType, attempt, maximumAttempts: retryPolicy?.maximumAttempts, tenantId, processId };
        const [startedAt, began] = [performance.now(), new Date()];
        // Long calls to vendors say that their worker lives; short ones end before the first beat.
        const { heartbeatTimeoutMs } = context.info;
        const beat = heartbeatTimeoutMs ? setInterval(() => context.heartbeat(), heartbeatTimeoutMs / 3) : undefined;
        try {
          const result = await next(input);
          activityDuration.observe({ activity: activityType, outcome: 'ok' }, (performance.now() - startedAt) / 1000);
          reportVendor(activityType, null, began, scope.tenantId);
          await hearTry(tried, null, null);
          log('activity done', { durationMs: Math.round(performance.now() - startedAt) });
          return result;
        } catch (error) {
          reportVendor(activityType, error, began, scope.tenantId);
          const failure = toApplicationFailure(error);
          await hearTry(tried, error, failure);
          activityDuration.observe(
            { activity: activityType, outcome: 'failed' },
            (performance.now() - startedAt) / 1000,
          );
          const code = failure instanceof ApplicationFailure ? (failure.type ?? failure.name) : failure.name;
          log(failureMessage(code, failure.message), { code, durationMs: Math.round(performance.now() - startedAt) });
          // Only where a programmer looks: the driver's text may hold values of the query.
          if (process.env.COUNTERSIGN_DEBUG_ERRORS)
            process.stderr.write(
              `${activityType}: ${error instanceof Error ? `${error.stack}\n${String(error.cause ?? '')}` : String(error)}\n`,
            );
          throw failure;
        } finally {
          clearInterval(beat);
        }
      },
    };
    return { inbound };
  };
}
