/** Money that a decision puts at risk, in minor units; null where nobody knows the amount yet. */
export interface AtRisk {
  amountMinor: number | null;
  currency: string | null;
}

/** An amount somebody may not go beyond. Without a currency its number holds in every currency, in that one's minor units. */
export interface Limit {
  amountMinor: number;
  currency: string | null;
}

/**
 * Whether money at risk is above a limit. There are no rates here: an amount in another currency than the limit's can't
 * be compared, and an unknown amount neither, so both are above it.
 */
export function isAbove(risk: AtRisk, limit: Limit): boolean {
  if (risk.amountMinor === 0) return false;
  if (risk.amountMinor === null) return true;
  return (limit.currency !== null && limit.currency !== risk.currency) || risk.amountMinor > limit.amountMinor;
}

/** A limit as the bound of an amount in a currency: null = none, 0 = it is in another currency, so nothing is allowed. */
export function boundIn(
  currency: string,
  amountMinor: number | null | undefined,
  limitCurrency: string | null | undefined,
) {
  if (amountMinor == null) return null;
  return limitCurrency == null || limitCurrency === currency ? amountMinor : 0;
}

/** Whether an approved amount (minor units) or a risk speaks of money that its kind of review does not declare. */
export const hidesMoney = (movesMoney: boolean, approvedMinor: number | null, risks: readonly AtRisk[]): boolean =>
  !movesMoney && (approvedMinor !== null || risks.length > 0);

/** As many views of lists as one person keeps. */
export const MAXIMUM_VIEWS = 50;
