import { warningsOf } from '../reviews/warnings.ts';

interface Shown {
  candidates?: { booking_id?: string; faults?: { code?: string }[] }[];
}

/**
 * Codes of the faults that a card about an unmatched payment says of this booking. `payee`: the one that the card proposes,
 * which its warnings speak of. Of a booking that is not on the card it says nothing, and a reason lifts nothing.
 */
export function shownFaults(shown: unknown, payee: string | null, bookingId: string): Set<string> {
  const candidates = (shown as Shown | null)?.candidates ?? [];
  const own = candidates.filter((one) => one.booking_id === bookingId).flatMap(({ faults = [] }) => faults);
  const codes = [...own, ...(payee === bookingId ? warningsOf(shown) : [])].map(({ code }) => code);
  return new Set(codes.filter((code) => code !== undefined));
}
