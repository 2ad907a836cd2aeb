import { markHooksTaken } from '../../books/reconciliation/keepHook.ts';
import { noteUnreadable } from '../../books/reconciliation/noteUnreadable.ts';
import { takeClients } from '../../books/reconciliation/takeClients.ts';
import { invoicesByNumber, markGone, takeInvoices } from '../../books/reconciliation/takeInvoices.ts';
import type { Transaction } from '../../db/database.ts';
import { waitingHooks } from '../../db/reconciliation/hooks.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { WhmcsClient } from '../../providers/whmcs/client.ts';
import type { WhmcsActivities } from '../../workflows/reconciliation/contract.ts';
import { type InstanceDeps, openInstance } from './openInstance.ts';

const AT_ONCE = 100;
const ROUNDS = 20;
type Write = (tx: Transaction) => Promise<number>;

/** An invoice as it is now; of one that is new its currency is that of its client. */
async function invoiceNow(
  deps: InstanceDeps,
  { instance, client }: { instance: WhmcsInstance; client: WhmcsClient },
  invoiceId: number,
): Promise<Write> {
  const known = await deps.db.withTenant(instance.tenantId, (tx) => invoicesByNumber(tx, instance.id, [invoiceId]));
  const row = known.get(invoiceId);
  // The currency of an invoice does not change; that of a new one is its client's.
  let found = await client.invoice(invoiceId, row?.currency ?? 'USD');
  const seenAt = new Date();
  if (!found) return async (tx) => (row ? markGone(tx, row, seenAt) : 0);
  let owner = null;
  if (!row) {
    owner = found.facts.clientId ? await client.client(found.facts.clientId) : null;
    // Without its client nothing says which currency it is in; the list does, with the next reading.
    if (!owner) return async () => 0;
    if (owner.currency !== 'USD') found = await client.invoice(invoiceId, owner.currency);
  }
  const facts = found?.facts;
  const person = owner?.facts;
  return async (tx) => {
    if (person) await takeClients(tx, deps.cipher, instance, [person]);
    return facts ? takeInvoices(tx, instance, [facts], seenAt) : 0;
  };
}

async function clientNow(
  deps: InstanceDeps,
  { instance, client }: { instance: WhmcsInstance; client: WhmcsClient },
  clientId: number,
): Promise<Write> {
  const found = await client.client(clientId);
  return (tx) => takeClients(tx, deps.cipher, instance, found ? [found.facts] : []);
}

/** What one object is now, as it is written; a record that breaks a rule is told of and is no reason to stop. */
async function objectNow(deps: InstanceDeps, open: { instance: WhmcsInstance; client: WhmcsClient }, objectId: string) {
  const [kind, id] = objectId.split(':');
  try {
    const write = await (kind === 'invoice' ? invoiceNow : clientNow)(deps, open, Number(id));
    return { write, bad: null };
  } catch (error) {
    if (!(error instanceof InvalidRecordError)) throw error;
    return { write: async () => 0, bad: error.problem as RecordProblem | null };
  }
}

export const takeWhmcsHooks =
  (deps: InstanceDeps): WhmcsActivities['takeWhmcsHooks'] =>
  async ({ tenantId, instanceId }) => {
    let changed = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const hooks = await deps.db.withTenant(tenantId, (tx) => waitingHooks(tx, instanceId, AT_ONCE));
      if (hooks.length === 0) break;
      const open = await openInstance(deps, tenantId, instanceId);
      // Several hooks about one object are answered by what it is now.
      for (const objectId of new Set(hooks.map((hook) => hook.objectId))) {
        const { write, bad } = await objectNow(deps, open, objectId);
        const ids = hooks.filter((hook) => hook.objectId === objectId).map((hook) => hook.id);
        changed += await deps.db.withTenant(tenantId, async (tx) => {
          const written = await write(tx);
          await markHooksTaken(tx, ids);
          await noteUnreadable(tx, instanceId, bad ? [{ problem: bad }] : []);
          return written;
        });
      }
    }
    return { changed };
  };
