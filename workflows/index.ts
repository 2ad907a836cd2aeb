// What the worker bundles: the workflow types of every area, one line per area. A type that two areas export does not compile.
export * from './banking/area.ts';
export * from './bookings/area.ts';
export * from './disputes/area.ts';
export * from './mailbox/area.ts';
export * from './money/area.ts';
export * from './notifications/area.ts';
export * from './operations/area.ts';
export * from './policies/area.ts';
export * from './reconciliation/area.ts';
export * from './reviews/area.ts';
