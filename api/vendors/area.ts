import type { ApiArea } from '../slice.ts';
import { vendorAccountRoutes } from './accountRoutes.ts';
import { today } from './today.ts';

/** Accounts of a tenant at the gateway, the CRM and billing. */
export const vendors = { routes: vendorAccountRoutes, today } satisfies ApiArea;
