import type { notifications } from '../../domain/notifications/area.ts';
import { one, type ReadAlert } from '../alertReadings.ts';

/** What its alert rules make of the figures, every minute. */
export const readings = {
  notification_failures: ({ day }) => one(day.messages_undeliverable + day.messages_waiting),
} satisfies Record<keyof typeof notifications.alertRules, ReadAlert>;
