export const BANK_CONNECTION_WORKFLOW = 'bankConnectionWorkflow';

export interface BankConnectionInput {
  tenantId: string;
  processId: string;
  connectionId: string;
  change: 'connect' | 'disconnect';
}

export const bankConnectionWorkflowId = (tenantId: string, connectionId: string): string =>
  `bank-connection:${tenantId}:${connectionId}`;

export const BANK_SYNC_WORKFLOW = 'bankSyncWorkflow';

export interface BankSyncInput {
  tenantId: string;
  processId: string;
  connectionId: string;
  /** What the runs before this one read, when the reading was long enough to continue as new. */
  before?: BankProgress;
}

/** How far a reading has come: lines that were read, and what became of them in the books. */
export interface BankProgress {
  lines: number;
  added: number;
  changed: number;
  removed: number;
  /** Lines that break a rule. */
  refused: number;
  /** Times it began again, because the data changed while they were read. */
  restarts: number;
}

export const bankSyncWorkflowId = (tenantId: string, connectionId: string): string =>
  `bank-sync:${tenantId}:${connectionId}`;

/** What one step of a reading did. */
export interface BankStep extends BankProgress {
  /** More is to be read now. */
  more: boolean;
  /** An account that takes no more calls: ms since the epoch when it does again; null where all was read. */
  limitedUntilMs: number | null;
}

interface BankScope {
  tenantId: string;
  connectionId: string;
}

/** Activities of connected banks, as workflows call them. */
export interface BankingActivities {
  /** Brings a consent to its end with the provider, and opens what it opened. The same again finds it done. */
  connectBank(input: BankScope & { processId: string }): Promise<{ connected: boolean }>;
  /** Ends the access at the provider, then forgets the tokens. */
  disconnectBank(input: BankScope & { processId: string }): Promise<void>;
  /** A consent that could not be brought to its end. What was connected before stays. */
  bankConsentFailed(input: BankScope & { processId: string; code: string }): Promise<void>;
  /**
   * One step of a reading: some pages, each kept with where the next one begins; the last page of an account, or of an item,
   * makes lines of them all. `fresh`: the first step of a reading.
   */
  readBank(input: BankSyncInput & { fresh: boolean }): Promise<BankStep>;
  /**
   * Ends a reading with its one last event; `code` says why it failed. `again`: the provider has told of something new
   * meanwhile, so it is not over. The same again changes nothing.
   */
  endBankSync(
    input: BankScope & {
      processId: string;
      progress: BankProgress;
      code: string | null;
      limitedUntilMs: number | null;
    },
  ): Promise<{ again: boolean }>;
  /** Starts a reading of each bank that had none since `sinceMs`, so many at once; `waiting` is how many are left for later. */
  startDueBankSyncs(input: { tenantId: string; sinceMs: number }): Promise<{ started: number; waiting: number }>;
  /** Every bank of the tenant that is connected. */
  activeBanks(input: { tenantId: string }): Promise<string[]>;
  /** Asks the provider whether the access still works; throws BANK_CONSENT_ENDED when it does not. */
  checkBank(input: BankScope): Promise<void>;
  /** A check that failed: an ended consent waits for a person, who is told once. */
  bankFailed(input: BankScope & { code: string }): Promise<void>;
  /** Tells the people whose consent ends within a week, once; one that has ended waits for a person. */
  warnConsentEnds(input: { tenantId: string }): Promise<{ warned: number; ended: number }>;
}
