import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { processKinds, stepNames } from './runWords.ts';

/** Messages to people. */
export const notifications = {
  events: eventWords,
  alertRules: {
    notification_failures: {
      severity: 'warning',
      threshold: 0,
      unit: 'count',
      windowMinutes: 24 * 60,
      minimumItems: 0,
      about: 'Messages that could be delivered over no channel, or have waited for more than 15 minutes',
    },
  },
  logFields: ['template', 'channel'],
  processKinds,
  stepNames,
} as const satisfies DomainArea;
