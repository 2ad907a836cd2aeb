/** A line as a provider lists it now, or as the books hold it as told by that provider. */
export interface AuditedLine {
  /** The provider's id; null where it gives none. */
  externalId: string | null;
  bookedOn: string;
  amountMinor: number;
  currency: string;
}

/** missing: listed and not held; extra: held and not listed; differs: both, and they disagree. */
export interface AuditDifference {
  kind: 'missing' | 'extra' | 'differs';
  listed: AuditedLine | null;
  held: AuditedLine | null;
}

const said = ({ bookedOn, amountMinor, currency }: AuditedLine) => `${bookedOn} ${amountMinor} ${currency}`;

/** Every difference between what a provider lists and what is held: by ids first, then by what equal lines say, one to one. */
export function auditDifferences(listed: readonly AuditedLine[], held: readonly AuditedLine[]): AuditDifference[] {
  const differences: AuditDifference[] = [];
  const byId = new Map(held.flatMap((line) => (line.externalId === null ? [] : [[line.externalId, line]])));
  const left = new Set(held);
  const unfound: AuditedLine[] = [];
  for (const line of listed) {
    const own = line.externalId === null ? undefined : byId.get(line.externalId);
    if (!own || !left.has(own)) {
      unfound.push(line);
      continue;
    }
    left.delete(own);
    if (said(own) !== said(line)) differences.push({ kind: 'differs', listed: line, held: own });
  }
  const bySaying = Map.groupBy(left, said);
  for (const line of unfound) {
    const own = bySaying.get(said(line))?.pop();
    if (own) left.delete(own);
    else differences.push({ kind: 'missing', listed: line, held: null });
  }
  for (const line of left) differences.push({ kind: 'extra', listed: null, held: line });
  return differences;
}
