/** Who did something, and who approved it where that takes a second person. */
export interface By {
  actor: string;
  approvedBy?: string;
  requestId: string;
}

/** The second person, as events name them. */
export const approval = (by: By) => (by.approvedBy ? { approvedBy: by.approvedBy } : {});
