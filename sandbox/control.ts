import express, { type Router } from 'express';
import { z } from 'zod';
import { putTransactions } from './bankWorld.ts';
import { companyById } from './companies.ts';
import { faultSchema } from './faults.ts';
import { deliverMail, forgetMail } from './mailStore.ts';
import type { SandboxStore } from './store.ts';
import { failRefund, type SandboxCharge, storeCharge, storeRefund } from './vendors/stripe.ts';
import { deliver, targetOf, type WebhookTarget } from './vendors/stripeEvents.ts';

const dataSchema = z.strictObject({
  vendor: z.string(),
  kind: z.string(),
  /** Whose; without it the home company's. */
  company: z.string().optional(),
  records: z.array(z.record(z.string(), z.unknown())).max(20_000),
});

/** The control door: what really happened, own records, faults, the clock. Bound to loopback like the whole sandbox. */
export function controlRouter(shared: SandboxStore, home: WebhookTarget): Router {
  const router = express.Router();
  const storeOf = (id: unknown): SandboxStore => {
    const company = companyById(shared, id === undefined ? undefined : String(id));
    if (!company) throw new SyntaxError(`no company ${String(id)}`);
    return shared.within(company);
  };
  const store = shared;
  router.use(express.json({ limit: '50mb' }));
  router.get('/health', (_request, response) => void response.json({ status: 'ok' }));
  router.get(
    '/effects',
    (request, response) => void response.json(store.effects(request.query.vendor as string | undefined)),
  );
  router.get(
    '/requests',
    (request, response) => void response.json(store.requests(request.query.vendor as string | undefined)),
  );
  router.get(
    '/records',
    (request, response) =>
      void response.json(storeOf(request.query.company).list(String(request.query.vendor), String(request.query.kind))),
  );
  router.post('/data', async (request, response) => {
    const { vendor, kind, records, company } = dataSchema.parse(request.body);
    const store = vendor === 'sandbox' ? shared : storeOf(company);
    const target = targetOf(home, store.company);
    if (vendor === 'stripe' && kind === 'refund_failure') {
      const statuses: number[] = [];
      for (const record of records) {
        const type = record.event_type === undefined ? undefined : String(record.event_type);
        const event = store.atomically(() => failRefund(store, String(record.id), type));
        // `silent`: the vendor knows it, its event got lost.
        if (event && record.silent !== true) statuses.push(await deliver(target, event));
      }
      response.json({ stored: records.length, delivered: statuses });
      return;
    }
    store.atomically(() => {
      for (const record of records) {
        if (vendor === 'stripe' && kind === 'charge')
          storeCharge(store, record as Partial<SandboxCharge> & { id: string; amount: number });
        else if (vendor === 'stripe' && kind === 'refund') storeRefund(store, record as { id: string });
        else if (vendor === 'bank' && kind === 'transaction') putTransactions(store, [record]);
        else if (vendor === 'gmail' && kind === 'message') deliverMail(store, record);
        else store.put(vendor, kind.toLowerCase(), String(record.Id ?? record.id), record);
      }
    });
    response.json({ stored: records.length });
  });
  router.get(
    '/faults',
    (_request, response) => void response.json(store.faults().map((row) => JSON.parse(row.json) as unknown)),
  );
  router.post('/faults', (request, response) => {
    store.addFault(faultSchema.parse(request.body));
    response.status(201).json({ ok: true });
  });
  router.delete('/faults', (request, response) => {
    store.clearFaults(z.string().optional().parse(request.query.account));
    response.json({ ok: true });
  });
  router.post('/reset', (_request, response) => {
    store.reset();
    forgetMail(store);
    response.json({ ok: true });
  });
  router.post('/clock', (request, response) => {
    store.advanceClock(z.strictObject({ advance_ms: z.number() }).parse(request.body).advance_ms);
    response.json({ now: new Date(store.now()).toISOString() });
  });
  return router;
}
