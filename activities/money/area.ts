import type { Database } from '../../db/database.ts';
import type { ReconcileActivities } from '../../workflows/money/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { closeUnexplained } from './closeUnexplained.ts';
import { mails } from './mails.ts';
import { openUnexplained } from './openUnexplained.ts';
import { type ReconcileDeps, reconcileMoney } from './reconcileMoney.ts';
import { reviewKinds } from './reviewKinds.ts';

export const money = {
  activities({ db, vendors }: { db: Database; vendors: Omit<ReconcileDeps, 'db'> }) {
    return {
      core: {
        openUnexplained: openUnexplained(db),
        closeUnexplained: closeUnexplained(db),
      } satisfies Partial<ReconcileActivities>,
      integrations: { reconcileMoney: reconcileMoney({ db, ...vendors }) } satisfies Partial<ReconcileActivities>,
    };
  },
  mails,
  reviewKinds,
} satisfies ActivityArea;
