import type { ProcessKindEntry } from '../operations/processKinds.ts';

export const processKinds = {
  policy: {
    name: 'Reading of a policy',
    many: 'Readings of policies',
    housekeeping: true,
    steps: { pending: { name: 'Reads the policy', next: 'Proposals may quote it' } },
    outcomes: {
      ingested: { text: 'Read', tone: 'good' },
      unreadable: { text: 'The file can not be read', tone: 'bad' },
      failed: { text: 'Failed', tone: 'bad' },
    },
  },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  policyIngestionWorkflow: 'Read a policy',
  ingestPolicy: 'Read the file and its sections',
  failPolicy: 'Note why the file was not read',
} as const;
