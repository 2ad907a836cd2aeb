import type { DomainArea } from '../slice.ts';
import { eventWords } from './eventWords.ts';

/** Company policies that proposals quote. */
export const policies = {
  events: eventWords,
  permissions: {
    'policies:manage': { roles: ['admin'], power: true },
  },
} as const satisfies DomainArea;
