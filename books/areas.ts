// The areas of the books that declare something: one line each.
export { identity } from './identity/area.ts';
export { mailbox } from './mailbox/area.ts';
export { money } from './money/area.ts';
export { reconciliation } from './reconciliation/area.ts';
export { vendors } from './vendors/area.ts';
