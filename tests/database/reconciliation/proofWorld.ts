import { randomUUID } from 'node:crypto';
import { approvedPayments } from '../../../activities/reconciliation/approvedPayments.ts';
import { closeMatch } from '../../../activities/reconciliation/closeMatch.ts';
import { openMatch } from '../../../activities/reconciliation/openMatch.ts';
import { readWhmcsList } from '../../../activities/reconciliation/readWhmcsList.ts';
import { recordInvoicePayment } from '../../../activities/reconciliation/recordInvoicePayment.ts';
import { approvalOf } from '../../../activities/reconciliation/reviewKinds.ts';
import { storeMatches } from '../../../activities/reconciliation/storeMatches.ts';
import { ignoreLine } from '../../../books/banking/changeLine.ts';
import { ensureAccount } from '../../../books/banking/ensureAccount.ts';
import { importStatement } from '../../../books/banking/importStatement.ts';
import { decideByRules } from '../../../books/reconciliation/decideByRules.ts';
import { lockMatch, type MatchRow } from '../../../books/reconciliation/moveMatch.ts';
import { explainPayout, takePayments, takePayouts } from '../../../books/reconciliation/takePayments.ts';
import { invoiceMatches } from '../../../db/reconciliation/matchSchema.ts';
import { readProofFacts } from '../../../db/reconciliation/proof/readProof.ts';
import { stripeConnections } from '../../../db/reconciliation/stripeSchema.ts';
import type { BankLine } from '../../../domain/banking/line.ts';
import { prove } from '../../../domain/reconciliation/proof/prove.ts';
import { openBillingWorld } from './billingWorld.ts';

const by = { actor: 'user:test', requestId: 'test' };
/** The day so many days ago, in UTC. */
export const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const line = (amountMinor: number, over: Partial<BankLine> = {}): BankLine => ({
  status: 'posted',
  bookedOn: dayAgo(2),
  valueOn: null,
  amountMinor,
  currency: 'USD',
  counterparty: 'GREENLEAF LTD',
  reference: null,
  description: null,
  endToEndId: null,
  bankReference: null,
  externalId: null,
  pendingExternalId: null,
  ...over,
});

/** Every line of the month: two that pay invoices, what Stripe paid out, and a fee of the bank that is set aside. */
const LINES = [
  line(12_500, { reference: 'INV-7000' }),
  line(7_500, { reference: 'INV-7001' }),
  line(4_850, { counterparty: 'STRIPE', reference: 'STRIPE TRANSFER', bookedOn: dayAgo(1) }),
  line(-350, { counterparty: 'FIRST BANK', reference: 'FEE OF THE MONTH' }),
];
const OPENING = 100_000;

/** A tenant whose bank, card payments and WHMCS agree, brought there by what brings them there in the product. */
export async function openProofWorld(serverUrl: string) {
  const world = await openBillingWorld(serverUrl);
  const { db, cipher, database, A } = world;
  const deps = { db, cipher, whmcsSandboxUrl: world.whmcsSandboxUrl };
  const instanceId: string = (await world.register('home', (await world.licence(A)).key)).body.instance_id;

  async function account(): Promise<string> {
    return db.withTenant(A, async (tx) => {
      const named = { tenantId: A, currency: 'USD', number: 'GB29NWBK60161331926819', name: 'Main', mock: true };
      const { account: made } = await ensureAccount(tx, cipher, named, by);
      const statement = {
        account: null,
        currency: 'USD',
        opening: { amountMinor: OPENING, currency: 'USD', on: dayAgo(20) },
        closing: {
          amountMinor: OPENING + LINES.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
          currency: 'USD',
          on: dayAgo(0),
        },
        from: dayAgo(20),
        to: dayAgo(0),
        lines: LINES,
        notes: [],
      };
      await importStatement(
        tx,
        {
          tenantId: A,
          accountId: made.id,
          currency: 'USD',
          mappingId: null,
          fileName: 'month.xml',
          format: 'camt',
          fileHash: 'month',
          part: 0,
          statement: statement as never,
          mock: true,
        },
        by,
      );
      return made.id;
    });
  }

  /** A Stripe account with one payment that was paid out. */
  async function stripe(): Promise<string> {
    return db.withTenant(A, async (tx) => {
      const [connection] = await tx
        .insert(stripeConnections)
        .values({
          tenantId: A,
          userId: randomUUID(),
          status: 'active',
          accountId: 'acct_proof',
          accountName: 'Shop',
          accessToken: 'sealed',
          checkedAt: new Date(),
          mock: true,
        })
        .returning();
      if (!connection) throw new Error('not connected');
      const paidAt = new Date(Date.now() - 3 * 86_400_000);
      await takePayments(tx, cipher, connection, [
        {
          stripeId: 'ch_proof',
          paymentIntent: null,
          status: 'succeeded',
          currency: 'USD',
          amountMinor: 5_000,
          refundedMinor: 0,
          disputed: false,
          settled: { currency: 'USD', feeMinor: 150, netMinor: 4_850, id: 'txn_charge' },
          payer: 'GreenLeaf Ltd',
          email: null,
          description: 'INV-7002',
          invoiceHint: 'INV-7002',
          paidAt,
        },
      ]);
      await takePayouts(tx, connection, [
        {
          stripeId: 'po_proof',
          status: 'paid',
          currency: 'USD',
          amountMinor: 4_850,
          arrivesOn: dayAgo(1),
          automatic: true,
          statementDescriptor: 'STRIPE',
          traceId: null,
          madeAt: paidAt,
        },
      ]);
      const move = { currency: 'USD', madeAt: paidAt, availableOn: dayAgo(1) };
      await explainPayout(tx, connection, 'po_proof', [
        {
          ...move,
          stripeId: 'txn_charge',
          type: 'charge',
          amountMinor: 5_000,
          feeMinor: 150,
          netMinor: 4_850,
          sourceId: 'ch_proof',
        },
        {
          ...move,
          stripeId: 'txn_payout',
          type: 'payout',
          amountMinor: -4_850,
          feeMinor: 0,
          netMinor: -4_850,
          sourceId: 'po_proof',
        },
      ]);
      return connection.id;
    });
  }

  const readWhmcs = async (): Promise<void> => {
    for (const list of ['clients', 'invoices'] as const) await readWhmcsList(deps)({ tenantId: A, instanceId, list });
    await database.owner`update whmcs_instances set checked_at = now()`;
  };

  /** From the proposal to the payment at WHMCS, as the run of a match does it. */
  async function settle(match: MatchRow): Promise<void> {
    const scope = { tenantId: A, processId: match.processId, matchId: match.id };
    const step = await openMatch(deps)(scope);
    const decisionId =
      step.kind === 'decided'
        ? step.decisionId
        : await db.withTenant(A, async (tx) => {
            const locked = await lockMatch(tx, match.id);
            if (!locked || step.kind !== 'review') throw new Error('nothing to decide');
            return decideByRules(tx, {
              matchId: match.id,
              taskId: step.task.taskId,
              approval: await approvalOf(tx, locked),
            });
          });
    for (const payment of await approvedPayments({ db })({ ...scope, decisionId: decisionId ?? '' }))
      await recordInvoicePayment(deps)(payment);
    await closeMatch({ db })({ ...scope, ended: { kind: 'recorded' } });
  }

  await world.sandbox.put('whmcs', 'client', [
    { id: 7_000, firstname: '', lastname: '', companyname: 'GreenLeaf Ltd' },
  ]);
  const dueOn = { date: dayAgo(5), duedate: dayAgo(-20) };
  await world.sandbox.put(
    'whmcs',
    'invoice',
    ['125.00', '75.00', '50.00', '80.00'].map((total, index) => ({
      id: 7_000 + index,
      userid: 7_000,
      total,
      invoicenum: `INV-${7_000 + index}`,
      ...dueOn,
    })),
  );
  await readWhmcs();
  const accountId = await account();
  const connectionId = await stripe();
  const [fee] = await database.owner`select id from bank_transactions where amount_minor = -350`;
  await db.withTenant(A, (tx) => ignoreLine(tx, String(fee?.id), 'Fee of the bank', by));
  await storeMatches(deps)({ tenantId: A, processId: randomUUID() });
  for (const match of await db.withTenant(A, (tx) => tx.select().from(invoiceMatches))) await settle(match);

  return {
    ...world,
    instanceId,
    accountId,
    connectionId,
    owner: database.owner,
    readWhmcs,
    /** Lines that the proof was told of, one by one or summed up. */
    async linesRead(): Promise<number> {
      const facts = await readProofFacts(db, A, { timeZone: 'UTC', day: null });
      return (facts?.lines.length ?? 0) + (facts?.lineSums.reduce((sum, { count }) => sum + count, 0) ?? 0);
    },
    async proof(day: string | null = null, tenantId = A) {
      const facts = await readProofFacts(db, tenantId, { timeZone: 'UTC', day });
      return facts && prove(facts);
    },
  };
}
export type ProofWorld = Awaited<ReturnType<typeof openProofWorld>>;
