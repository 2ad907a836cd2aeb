import express, { type Router } from 'express';
import { edge } from '../faults.ts';
import type { SandboxStore } from '../store.ts';
import { createEnter, VENDOR } from './gmailAccess.ts';
import { addGmail } from './gmailRoutes.ts';
import { addOAuth } from './googleOAuth.ts';

/** Google's OAuth below /google and Gmail below /gmail. Whoever comes to the consent page agrees at once. */
export function googleRouter(store: SandboxStore, unitsPerMinute: number): Router {
  const router = express.Router();
  router.use(express.json({ limit: '5mb' }), express.urlencoded({ extended: false }), edge(store, VENDOR));
  addOAuth(router, store);
  addGmail(router, { store, enter: createEnter(store, unitsPerMinute) });
  return router;
}
