import type { ProcessKindEntry } from '../operations/processKinds.ts';

export const processKinds = {
  'bank-sync': { name: 'Reading of a bank', many: 'Readings of banks', housekeeping: true },
  'bank-connection': { name: 'Connection of a bank', many: 'Connections of banks', housekeeping: true },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  bankConnectionWorkflow: 'Connect or disconnect a bank',
  bankSyncWorkflow: 'Read new lines of a bank',
  providerUpdate: 'The provider has new lines',
  connectBank: 'Open the accounts that were consented to',
  disconnectBank: 'End the access at the bank',
  bankConsentFailed: 'Note that the bank was not connected',
  readBank: 'Read new lines',
  endBankSync: 'Note what was read',
  startDueBankSyncs: 'Begin the readings of banks that are due',
  activeBanks: 'List the connected banks',
  checkBank: 'Try the access to a bank',
  bankFailed: 'Note that a bank could not be read',
  warnConsentEnds: 'Tell people whose consent ends soon',
} as const;
