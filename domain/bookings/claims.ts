/** What is known of the customers who say that one transfer is theirs. Instants are ms since the epoch. */
export interface TransferClaim {
  /** Bookings whose customers have claimed it. */
  bookings: number;
  /** When it was claimed first. */
  atMs: number;
  /** Different ids that wait on the claimed booking, this one among them. */
  idsOfBooking: number;
  /** Different ids its customer has named within a day that no mail has proved yet, this one among them. */
  idsOfCustomer: number;
}

/** An id exists once the transfer is done; the provider's clock may be behind ours by this much. */
const BEFORE_TRANSFER_MS = 5 * 60_000;
/** One for each of a few bookings; more are tries. */
const OPEN_IDS = 3;

/**
 * Whether a claim alone may say whose a transfer is, where the mail names no payer. Ids are often numbered one after the
 * other: whoever knows the id of their own transfer can guess the next ones. A guess is named before the transfer was
 * made, or is one of several.
 */
export const isPlainClaim = (claim: TransferClaim | null, paidAtMs: number): boolean =>
  claim !== null &&
  claim.bookings === 1 &&
  claim.atMs >= paidAtMs - BEFORE_TRANSFER_MS &&
  claim.idsOfBooking === 1 &&
  claim.idsOfCustomer <= OPEN_IDS;

/** One claim beside the mail it claims. */
export interface ClaimSide {
  atMs: number;
  bookingMinor: number;
  currency: string;
  /** What the rules say of the payer's name and number in the mail; null where the mail names none. */
  payerAgrees: boolean | null;
}

const MINUTE_MS = 60_000;
function distance(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
}

/** What speaks for a claim and against it, in words for whoever decides between two. */
export function claimWords(
  claim: ClaimSide,
  mail: { paidAtMs: number; amountMinor: number; currency: string },
): string[] {
  const laterMs = claim.atMs - mail.paidAtMs;
  const when =
    laterMs < -BEFORE_TRANSFER_MS
      ? `Claimed ${distance(-laterMs)} before the transfer was made, when nobody could know its id`
      : `Claimed ${distance(Math.abs(laterMs))} ${laterMs < 0 ? 'before' : 'after'} the transfer`;
  const payer =
    claim.payerAgrees === null
      ? 'The mail names no payer'
      : claim.payerAgrees
        ? 'The mail names this customer as the payer'
        : 'The mail names another payer';
  const pays = claim.bookingMinor === mail.amountMinor && claim.currency === mail.currency;
  return [when, payer, pays ? 'The booking costs what was paid' : 'The booking costs another amount'];
}
