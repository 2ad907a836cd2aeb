import { and, eq, inArray, min } from 'drizzle-orm';
import { type ListCursor, readCursor, writeCursor } from '../../books/reconciliation/listCursor.ts';
import { noteUnreadable } from '../../books/reconciliation/noteUnreadable.ts';
import { takeClients } from '../../books/reconciliation/takeClients.ts';
import { invoicesByNumber, takeInvoices } from '../../books/reconciliation/takeInvoices.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import {
  type InvoiceFacts,
  isOpenInvoice,
  needsBalance,
  needsSecondLook,
  OPEN_INVOICE_STATES,
} from '../../domain/reconciliation/invoices.ts';
import { beginPass, type PageItem, type Pass, readPage } from '../../domain/reconciliation/passes.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { WhmcsClient, WhmcsPage } from '../../providers/whmcs/client.ts';
import type { WhmcsActivities, WhmcsList } from '../../workflows/reconciliation/contract.ts';
import { type InstanceDeps, openInstance } from './openInstance.ts';

/** Items of a page; WHMCS has no bound of its own. */
const PAGE_SIZE = 100;
const PAGES_PER_STEP = 10;
/** A reading that begins at the first item, at least this often: what was settled may change all the same. */
const FULL_EVERY_MS = 24 * 3_600_000;

/** What the next reading begins with. */
export interface Resume {
  from: number;
  fullAt: string;
  /** When the last reading began that came to its end. */
  readAt: string | null;
  /** Items that could not be read, so that each is told of once; only the newest are kept. */
  unreadable: number[];
}
type Cursor = ListCursor<Pass, Resume>;
const MOST_UNREADABLE = 200;

interface Read {
  deps: InstanceDeps;
  instance: WhmcsInstance;
  client: WhmcsClient;
  list: WhmcsList;
}
interface Listed {
  page: WhmcsPage<unknown>;
  items: PageItem[];
  /** Writes those of the page that are named. */
  write(tx: Transaction, ids: ReadonlySet<number>, seenAt: Date): Promise<number>;
}

const begin = (resume: Resume | null, nowMs: number): Pass => {
  const full = !resume || nowMs - Date.parse(resume.fullAt) >= FULL_EVERY_MS;
  return beginPass(new Date(nowMs).toISOString(), full ? null : resume.from);
};

/** Asks for the balance of those of a page that need it; one that is gone since it was listed stays as it was listed. */
async function withBalances({ deps, instance, client }: Read, listed: InvoiceFacts[]): Promise<InvoiceFacts[]> {
  const { db } = deps;
  const ids = listed.map((one) => one.invoiceId);
  const known = await db.withTenant(instance.tenantId, (tx) => invoicesByNumber(tx, instance.id, ids));
  const now = new Date();
  const told: InvoiceFacts[] = [];
  for (const facts of listed) {
    const before = known.get(facts.invoiceId);
    if (!needsBalance(facts, before, now) && !needsSecondLook(facts, before)) {
      told.push(facts);
      continue;
    }
    const found = await client.invoice(facts.invoiceId, facts.currency).catch((error: unknown) => {
      if (error instanceof InvalidRecordError) return null;
      throw error;
    });
    told.push(found ? { ...found.facts, changed: facts.changed } : facts);
  }
  return told;
}

/** One page of a list, and how it is written. */
async function pageOf(read: Read, offset: number): Promise<Listed> {
  const { deps, instance, client, list } = read;
  if (list === 'clients') {
    const page = await client.clients(offset, PAGE_SIZE);
    return {
      page,
      items: page.ids.map((id) => ({ id, mayChange: false })),
      write: (tx, ids) =>
        takeClients(
          tx,
          deps.cipher,
          instance,
          page.items.filter((one) => ids.has(one.clientId)),
        ),
    };
  }
  const page = await client.invoices(offset, PAGE_SIZE);
  const told = await withBalances(read, page.items);
  const open = new Set(told.filter(({ state }) => isOpenInvoice(state)).map(({ invoiceId }) => invoiceId));
  return {
    page,
    items: page.ids.map((id) => ({ id, mayChange: open.has(id) })),
    write: (tx, ids, seenAt) =>
      takeInvoices(
        tx,
        instance,
        told.filter((one) => ids.has(one.invoiceId)),
        seenAt,
      ),
  };
}

/** The lowest number of an invoice that may still change, as far as the books know. */
async function lowestOpen(db: Database, { instance, list }: Read): Promise<number | null> {
  if (list === 'clients') return null;
  const [row] = await db.readTenant(instance.tenantId, (tx) =>
    tx
      .select({ id: min(invoices.invoiceId) })
      .from(invoices)
      .where(and(eq(invoices.instanceId, instance.id), inArray(invoices.state, [...OPEN_INVOICE_STATES]))),
  );
  return row?.id ?? null;
}

/** Reads one page and writes it with its cursor. */
async function readOne(read: Read): Promise<{ changed: number; done: boolean }> {
  const { deps, instance, list } = read;
  const { tenantId, id: sourceId } = instance;
  const before: Cursor = await deps.db.withTenant(tenantId, (tx) => readCursor(tx, sourceId, list));
  const pass = before.pass ?? begin(before.resume, Date.now());
  const lowest = await lowestOpen(deps.db, read);
  const { page, items, write } = await pageOf(read, pass.offset);
  const verdict = readPage(pass, items, { size: PAGE_SIZE, total: page.total }, lowest);
  const told = new Set(before.resume?.unreadable);
  const bad = verdict.kind === 'take' ? page.unreadable.filter(({ id }) => !told.has(id)) : [];
  const done = verdict.kind === 'take' && verdict.done;
  const resume: Resume = {
    // What a list says of its length may be more than it has.
    from: done
      ? (verdict.next.firstOpen ?? Math.max(0, Math.min(page.total, pass.offset + items.length) - 1))
      : (before.resume?.from ?? 0),
    fullAt: done && pass.full ? pass.startedAt : (before.resume?.fullAt ?? new Date(0).toISOString()),
    readAt: done ? pass.startedAt : (before.resume?.readAt ?? null),
    unreadable: [...told, ...bad.map(({ id }) => id)].slice(-MOST_UNREADABLE),
  };
  return deps.db.withTenant(tenantId, async (tx) => {
    const after: Cursor = { pass: done ? null : verdict.next, resume };
    // Another reading was faster: what it wrote is at least as new.
    if (!(await writeCursor(tx, { tenantId, sourceId, list }, before, after))) return { changed: 0, done: false };
    const fresh = verdict.kind === 'take' ? items.slice(verdict.fresh).map(({ id }) => id) : [];
    const changed = await write(tx, new Set(fresh), new Date(pass.startedAt));
    await noteUnreadable(tx, instance.id, bad);
    return { changed, done };
  });
}

export const readWhmcsList =
  (deps: InstanceDeps): WhmcsActivities['readWhmcsList'] =>
  async ({ tenantId, instanceId, list }) => {
    const read = { deps, list, ...(await openInstance(deps, tenantId, instanceId)) };
    const progress = { pages: 0, changed: 0, done: false };
    while (!progress.done && progress.pages < PAGES_PER_STEP) {
      const { changed, done } = await readOne(read);
      progress.pages += 1;
      progress.changed += changed;
      progress.done = done;
    }
    return progress;
  };
