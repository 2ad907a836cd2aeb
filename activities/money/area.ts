import type { Database } from '../../db/database.ts';
import type { ActivityArea } from '../slice.ts';
import { createReconcileActivities, type ReconcileDeps } from './createReconcileActivities.ts';
import { mails } from './mails.ts';
import { reviewKinds } from './reviewKinds.ts';

export const money = {
  activities(deps: { db: Database; vendors: Omit<ReconcileDeps, 'db'> }) {
    const reconcile = createReconcileActivities({ db: deps.db, ...deps.vendors });
    return { core: reconcile, integrations: reconcile };
  },
  mails,
  reviewKinds,
} satisfies ActivityArea;
