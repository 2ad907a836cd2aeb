import type { ProcessKindEntry } from './processKinds.ts';

export const processKinds = {
  'key-rotation': { name: 'Key rotation', many: 'Key rotations', housekeeping: true },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  keyRotationWorkflow: 'Encrypt all fields with the newest key',
  alertEvaluationWorkflow: 'Hold the figures against the alert rules',
  dailySummaryWorkflow: 'Write the report of the day before',
  dataRetentionWorkflow: 'Delete what is old enough',
  eventAnchorWorkflow: 'Anchor the chain of audit events',
  beginJob: 'Note that it begins',
  endJob: 'Note how it went',
  evaluateAlerts: 'Hold the figures against the rules',
  summarizeDay: 'Count the day',
  anchorEvents: 'Write the head of the chain outside',
  purgeExpired: 'Delete what is old enough',
  reencryptFields: 'Encrypt the fields anew',
  verifyFields: 'Count what is still under another key',
  recordRotation: 'Note that the rotation is done',
  look: 'Something changed in the books',
} as const;
