import type { OutcomeWords, ProcessKindEntry, StepWords } from '../operations/processKinds.ts';
import type { DisputeOutcome, RunStep } from './runStates.ts';

type Ends = 'completed' | 'rejected' | 'invalid' | 'expired' | 'failed';

const STEPS: Record<Exclude<RunStep, Ends>, StepWords> = {
  fetching_data: { name: 'Reads case, billing and payments', next: 'The rules check the case' },
  validating: { name: 'Checks the case against the rules', next: 'The model proposes what is paid back' },
  generating_resolution: { name: 'Proposes what is paid back', next: 'A person decides' },
  awaiting_review: { name: 'Waits for a decision', next: 'What is approved is sent' },
  executing: { name: 'Sends the money', next: 'Billing and the customer are told' },
  awaiting_money_outcome: { name: 'Asks what became of the money', next: 'It goes on with what a person answers' },
};

const OUTCOMES: Record<DisputeOutcome, OutcomeWords> = {
  refunded: { text: 'Paid back', tone: 'good' },
  resolved_without_refund: { text: 'Closed without a payment', tone: 'plain' },
  rejected: { text: 'Rejected by a person', tone: 'plain' },
  invalid: { text: 'Does not fit the records', tone: 'warn' },
  expired: { text: 'Nobody decided in time', tone: 'warn' },
  failed: { text: 'Failed', tone: 'bad' },
};

/** The rules of domain/disputes/validate.ts and of the records' shapes, for people. */
const RULES: Record<string, string> = {
  dispute_type: 'The kind of dispute is none that is known',
  customer: 'The case belongs to another customer than the dispute names',
  case_open: 'The case is closed in the CRM already',
  amount: 'The disputed amount does not fit what was billed',
  billed: 'Billing has no invoice in the currency of the dispute',
  invalid_record: 'A vendor’s record breaks a rule',
};

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** Why the records do not let a dispute go on: the rule, and the field with what is wrong with it. */
export function explainDispute(detail: Readonly<Record<string, unknown>>): string | null {
  const [rule, reason] = [textOf(detail.rule), textOf(detail.reason)];
  if (!rule || detail.outcome !== 'invalid') return null;
  const words = (Object.hasOwn(RULES, rule) && RULES[rule]) || 'The records break a rule';
  return reason ? `${words}: ${reason}` : words;
}

export const processKinds = {
  dispute: {
    name: 'Dispute',
    many: 'Disputes',
    housekeeping: false,
    steps: STEPS,
    outcomes: OUTCOMES,
    explain: explainDispute,
  },
} satisfies Record<string, ProcessKindEntry>;

export const stepNames = {
  disputeResolutionWorkflow: 'Dispute',
  fetchCrmCase: 'Read the case in the CRM',
  fetchBilling: 'Read what was billed',
  fetchPayments: 'Read the customer’s charges',
  fetchCharge: 'Read the charge that the case names',
  validateDispute: 'Check the case against the rules',
  findSimilarCasesAndPolicies: 'Find similar cases and policies',
  generateResolution: 'Ask the model for a proposal',
  sendForReview: 'Open a task for a reviewer',
  askAboutMoney: 'Ask a person what became of the money',
  storeResults: 'Close the case and tell who must know',
  executeRefund: 'Send the refund',
  recordRefundInBilling: 'Record the refund in billing',
  settleUnknown: 'Check the answer at the vendor',
  reverseFailedRefund: 'Take the failed refund out of the ledger',
  cancel: 'Somebody cancelled the run',
} as const;
