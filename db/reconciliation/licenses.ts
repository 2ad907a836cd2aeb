import { and, eq, ne } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { type licenseKeys, whmcsInstances } from './schema.ts';

export type LicenseKey = typeof licenseKeys.$inferSelect;

/** Instances that are registered under a licence and not disconnected. */
export const instancesOf = (tx: Transaction, licenseId: string): Promise<number> =>
  tx.$count(whmcsInstances, and(eq(whmcsInstances.licenseId, licenseId), ne(whmcsInstances.status, 'disconnected')));
