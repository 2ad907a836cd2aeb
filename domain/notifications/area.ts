import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { processKinds, stepNames } from './runWords.ts';

/** Messages to people. */
export const notifications = {
  eventsTitle: 'Messages that were sent',
  events: eventWords,
  groups: {
    messages: { title: 'Messages', about: 'What is sent to people', order: 70 },
  },
  alertRules: {
    notification_failures: {
      group: 'messages',
      order: 10,
      name: 'Messages that do not arrive',
      counts: ['message', 'messages'],
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
