import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';
import { reviewKinds } from './reviewKinds.ts';

export const reconciliation = {
  pages: {
    billing: {
      page: fetched(async () => (await import('./BillingPage.tsx')).BillingPage),
      menu: { title: 'Billing', group: 'Operate', order: 15, permission: 'integrations:manage' },
    },
    proof: {
      page: fetched(async () => (await import('./ProofPage.tsx')).ProofPage),
      menu: { title: 'Proof', group: 'Work', order: 78, permission: 'reconciliation:read' },
    },
  },
  reviewKinds,
} as const satisfies ConsoleArea;
