import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';

export const operations = {
  pages: {
    runs: {
      page: fetched(async () => (await import('./RunPages.tsx')).RunsPage),
      menu: { title: 'Runs', group: 'Operate', order: 20, permission: 'runs:read' },
    },
    'runs/:processId': { page: fetched(async () => (await import('./RunPages.tsx')).RunPage) },
    events: {
      page: fetched(async () => (await import('./EventsPage.tsx')).EventsPage),
      menu: { title: 'Audit events', group: 'Operate', order: 40, permission: 'audit:read', start: 2 },
    },
    alerts: {
      page: fetched(async () => (await import('./AlertsPage.tsx')).AlertsPage),
      menu: { title: 'Alerts', group: 'Operate', order: 50, permission: 'ops:read' },
    },
    'daily-report': {
      page: fetched(async () => (await import('./ReportPage.tsx')).ReportPage),
      menu: { title: 'Reports', group: 'Operate', order: 60, permission: 'ops:read' },
    },
    api: {
      page: fetched(async () => (await import('./api/ApiPage.tsx')).ApiPage),
      menu: { title: 'API', group: 'Operate', order: 110, permission: 'ops:read' },
    },
    schedules: {
      page: fetched(async () => (await import('./SchedulesPage.tsx')).SchedulesPage),
      menu: { title: 'Schedules', group: 'Operate', order: 70, permission: 'ops:read' },
    },
    'dead-letters': {
      page: fetched(async () => (await import('./DeadLettersPage.tsx')).DeadLettersPage),
      menu: { title: 'Dead letters', group: 'Operate', order: 80, permission: 'ops:read' },
    },
    vendors: {
      page: fetched(async () => (await import('./VendorsPage.tsx')).VendorsPage),
      menu: { title: 'Vendors', group: 'Operate', order: 90, permission: 'ops:read' },
    },
  },
  live: {
    runs: ['runs', 'run', 'schedules', 'dead-letters', 'vendors', 'costs', 'events'],
  },
} as const satisfies ConsoleArea;
