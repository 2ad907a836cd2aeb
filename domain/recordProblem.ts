/** Why a vendor's record can't be used: which record, which field, which rule, and the reason in words. */
export interface RecordProblem {
  record: string;
  field: string;
  rule: string;
  reason: string;
}
