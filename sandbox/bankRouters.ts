import express, { type Router } from 'express';
import type { SandboxStore } from './store.ts';
import { enableBankingRouter } from './vendors/enableBanking.ts';
import { gocardlessRouter } from './vendors/gocardless.ts';
import { plaidRouter } from './vendors/plaid.ts';

/** What the simulated providers of bank data need besides the world. */
export interface BankOptions {
  /** Where Plaid's webhooks go that an item does not say itself. */
  plaidWebhookUrl: string | undefined;
  /** PEM (SPKI) of the application that may ask Enable Banking. */
  bankApplicationKey: string;
  /** Where a browser finds the sandbox, if not where the product does. */
  publicUrl: string | undefined;
}

/** The three providers of bank data, over one world of banks. */
export function bankRouters(store: SandboxStore, options: BankOptions): Router {
  const router = express.Router();
  router.use('/plaid', plaidRouter(store, { url: options.plaidWebhookUrl }, options.publicUrl));
  router.use('/gocardless', gocardlessRouter(store, options.publicUrl));
  router.use('/enablebanking', enableBankingRouter(store, options.bankApplicationKey, options.publicUrl));
  return router;
}
