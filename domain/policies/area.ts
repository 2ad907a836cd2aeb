import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';
import { processKinds, stepNames } from './runWords.ts';

/** Company policies that proposals quote. */
export const policies = {
  eventsTitle: 'Policies',
  events: eventWords,
  permissions: {
    'policies:manage': { name: 'upload and remove policies', roles: ['admin'], power: true },
  },
  processKinds,
  stepNames,
} as const satisfies DomainArea;
