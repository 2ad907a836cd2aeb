import express, { type Router } from 'express';
import { byCompany } from './companies.ts';
import type { SandboxStore } from './store.ts';
import { refuseSession, salesforceRouter } from './vendors/salesforce.ts';
import { refuseKey, stripeRouter } from './vendors/stripe.ts';
import { targetOf, type WebhookTarget } from './vendors/stripeEvents.ts';
import { refuseToken, zuoraRouter } from './vendors/zuora.ts';

/** The vendors that hold companies' data: each credential sees its own company. `home` is where its events go. */
export function accountRouters(store: SandboxStore, home: WebhookTarget): Router {
  const router = express.Router();
  router.use('/salesforce', byCompany(store, 'salesforce', salesforceRouter, refuseSession));
  router.use('/zuora', byCompany(store, 'zuora', zuoraRouter, refuseToken));
  router.all(
    '/v1/*rest',
    byCompany(store, 'stripe', (own, company) => stripeRouter(own, targetOf(home, company)), refuseKey),
  );
  return router;
}
