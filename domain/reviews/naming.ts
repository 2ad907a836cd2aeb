import { counted } from '../words.ts';

/** How people call decisions that are made at once. */
export const nameBulk = ({ decision, total }: { decision: string; total: number }): string =>
  `${decision === 'approved' ? 'Approve' : 'Reject'} ${counted(total, 'task')} at once`;
