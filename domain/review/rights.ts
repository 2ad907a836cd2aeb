import type { Permission } from '../identity/permissions.ts';
import type { ReviewKind } from './decision.ts';

/** What whoever decides a task of a kind must be allowed, on every path: task, bulk, the office's own routes, API key. */
export const RIGHTS_TO_DECIDE: Record<ReviewKind, readonly Permission[]> = {
  dispute_resolution: ['review:decide'],
  money_unknown: ['review:decide'],
  booking_payment: ['review:decide', 'bookings:verify'],
  unmatched_payment: ['review:decide', 'bookings:verify'],
};
