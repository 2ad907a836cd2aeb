import express, { type Request, type Router } from 'express';
import { byToken, tokenRouter } from './accessTokens.ts';
import { byCompany, byKey } from './companies.ts';
import type { SandboxStore } from './store.ts';
import { refuseSession, salesforceRouter } from './vendors/salesforce.ts';
import { refuseKey, stripeRouter } from './vendors/stripe.ts';
import { companyOfGrant, connectRouter } from './vendors/stripeConnect.ts';
import { targetOf, type WebhookTarget } from './vendors/stripeEvents.ts';
import { whmcsRouter } from './vendors/whmcs.ts';
import { refuseToken, zuoraRouter } from './vendors/zuora.ts';

/** Stripe is opened by the secret key of an account, or by the token that its owner has given the platform. */
const byStripeKey = (store: SandboxStore) => {
  const own = byKey(store);
  return (request: Request, bearer: string) => own(request, bearer) ?? companyOfGrant(store, bearer);
};

/** The vendors that hold companies' data: each credential sees its own company. `home` is where its events go. */
export function accountRouters(store: SandboxStore, home: WebhookTarget): Router {
  const router = express.Router();
  router.use('/salesforce', tokenRouter(store, 'salesforce'));
  router.use('/salesforce', byCompany(store, byToken(store, 'salesforce'), salesforceRouter, refuseSession));
  router.use('/zuora', tokenRouter(store, 'zuora'));
  router.use('/zuora', byCompany(store, byToken(store, 'zuora'), zuoraRouter, refuseToken));
  router.use('/whmcs', whmcsRouter(store));
  router.use(connectRouter(store));
  router.all(
    '/v1/*rest',
    byCompany(store, byStripeKey(store), (own, company) => stripeRouter(own, targetOf(home, company)), refuseKey),
  );
  return router;
}
