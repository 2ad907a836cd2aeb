import type { operations } from '../../domain/operations/area.ts';
import { one, type ReadAlert, rate } from '../alertReadings.ts';

/** What its alert rules make of the figures, every minute. */
export const readings = {
  database_lost: ({ counts }) => one(counts.database_lost ?? 0),
  api_error_rate: ({ counts }) => rate(counts.request_errors ?? 0, counts.requests ?? 0),
  critical_log: ({ counts }) => one(counts.log_criticals ?? 0),
  error_log: ({ counts }) => one(counts.log_errors ?? 0),
  schedule_stopped: ({ engine }) => engine && one(engine.filter((schedule) => schedule.stopped).length),
  schedule_failing: ({ engine }) =>
    engine?.map(({ scheduleId, consecutiveFailures }) => ({
      subject: `schedule:${scheduleId}`,
      value: consecutiveFailures,
      items: null,
    })) ?? null,
} satisfies Record<keyof typeof operations.alertRules, ReadAlert>;
