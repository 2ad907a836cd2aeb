import type { DomainArea } from '../slice.ts';

/** Company policies that proposals quote. */
export const policies = {
  events: ['policy_uploaded', 'policy_ingested', 'policy_unreadable', 'policy_failed', 'policy_removed'],
  permissions: {
    'policies:manage': { roles: ['admin'], power: true },
  },
} as const satisfies DomainArea;
