// The areas of the desk: one line each.
export { banking } from './banking/area.ts';
export { bookings } from './bookings/area.ts';
export { connections } from './connections/area.ts';
export { disputes } from './disputes/area.ts';
export { identity } from './identity/area.ts';
export { mailbox } from './mailbox/area.ts';
export { money } from './money/area.ts';
export { operations } from './operations/area.ts';
export { reconciliation } from './reconciliation/area.ts';
export { reviews } from './reviews/area.ts';
export { vendors } from './vendors/area.ts';
