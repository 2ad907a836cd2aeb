const DAY_MS = 86_400_000;

/** Days since 1970 of an ISO date ("2025-10-17"); NaN for anything else. */
export const dayNumber = (isoDate: string): number =>
  /^\d{4}-\d{2}-\d{2}$/.test(isoDate) ? Date.parse(isoDate) / DAY_MS : Number.NaN;
