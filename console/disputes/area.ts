import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';
import { resolutionForm } from './resolutionForm.tsx';
import { reviewKinds } from './reviewKinds.ts';

export const disputes = {
  pages: {
    'my-disputes': {
      page: fetched(async () => (await import('./MyDisputesPage.tsx')).MyDisputesPage),
      menu: { title: 'My disputes', group: 'Yours', order: 20, permission: null, role: 'user' },
    },
    costs: {
      page: fetched(async () => (await import('./CostPages.tsx')).CostsPage),
      menu: { title: 'Costs', group: 'Operate', order: 30, permission: 'costs:read' },
    },
    'tenant-costs': {
      page: fetched(async () => (await import('./CostPages.tsx')).TenantCostsPage),
      menu: { title: 'Costs by tenant', group: 'Operate', order: 100, permission: 'admin:tenants' },
    },
  },
  reviewKinds,
  changeForms: { resolution: resolutionForm },
  live: {
    disputes: ['run'],
  },
} as const satisfies ConsoleArea;
