import type { OutcomeWords, ProcessKindEntry, StepWords } from '../operations/processKinds.ts';
import type { BulkState } from './states.ts';

const STEPS: Record<Extract<BulkState, 'running' | 'aborting'>, StepWords> = {
  running: { name: 'Decides one task after the other', next: 'What was refused stays open' },
  aborting: { name: 'Stops before the next task', next: 'What was decided stays decided' },
};
const OUTCOMES: Record<Extract<BulkState, 'done' | 'aborted'>, OutcomeWords> = {
  done: { text: 'Done', tone: 'good' },
  aborted: { text: 'Aborted', tone: 'plain' },
};

export const processKinds = {
  'bulk-decision': {
    name: 'Decisions in bulk',
    many: 'Decisions in bulk',
    housekeeping: false,
    steps: STEPS,
    outcomes: OUTCOMES,
  },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  bulkDecisionWorkflow: 'Decide many tasks',
  admitDecision: 'Check the decision and write it down',
  recordSignalRefusal: 'Note that a Signal was refused',
  remindReview: 'Remind those who may decide',
  expireReview: 'End the task without a decision',
  decideChunk: 'Decide the next tasks',
  endBulk: 'Write down the end',
  reviewDecision: 'Somebody decided',
} as const;
