import type { ProcessKindEntry } from '../operations/processKinds.ts';

export const processKinds = {
  'unexplained-money': {
    name: 'Money not explained',
    many: 'Money not explained',
    housekeeping: false,
    steps: { open: { name: 'Waits for an explanation', next: 'It ends with what a person says' } },
    outcomes: { explained: { text: 'Explained', tone: 'good' }, open: { text: 'Not explained', tone: 'warn' } },
  },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  moneyReconcilerWorkflow: 'Compare the books with the vendors',
  unexplainedMoneyWorkflow: 'Money that the books do not explain',
  reconcileMoney: 'Compare vendor, commands and ledger',
  openUnexplained: 'Ask a person to explain it',
  closeUnexplained: 'Close the question',
} as const;
