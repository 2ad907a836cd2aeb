/** What two cases are compared by beside their text. */
export interface CaseTraits {
  disputeType: string;
  amountMinor: number;
  currency: string;
  customerSegment: string;
}

/** Amount band: powers of about three of the major unit, so that 40 and 60 agree and 40 and 400 do not. */
export function amountBand(traits: CaseTraits): string {
  return `${traits.currency}:${Math.round(Math.log(Math.max(1, traits.amountMinor)) / Math.log(3))}`;
}

/** 0.7 semantic + 0.1 type + 0.1 amount band + 0.1 segment; 1 = identical. */
export function caseRelevance(semantic: number, wanted: CaseTraits, found: CaseTraits): number {
  const agree = (same: boolean) => (same ? 0.1 : 0);
  return (
    0.7 * semantic +
    agree(wanted.disputeType === found.disputeType) +
    agree(amountBand(wanted) === amountBand(found)) +
    agree(wanted.customerSegment === found.customerSegment)
  );
}
