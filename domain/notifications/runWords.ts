import type { ProcessKindEntry } from '../operations/processKinds.ts';

export const processKinds = {
  notification: {
    name: 'Message',
    many: 'Messages',
    housekeeping: true,
    steps: { queued: { name: 'Delivers', next: 'What can not be delivered is tried again' } },
    outcomes: {
      sent: { text: 'Delivered', tone: 'good' },
      undelivered: { text: 'Not all could be delivered', tone: 'bad' },
    },
  },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  notificationWorkflow: 'Deliver messages',
  deliverNotifications: 'Deliver the messages',
} as const;
