import type { OperationsActivities } from '../../workflows/operations/contract.ts';
import type { ActivityArea, Needs } from '../slice.ts';
import { anchorEvents } from './anchorEvents.ts';
import { beginJob } from './beginJob.ts';
import { endJob } from './endJob.ts';
import { evaluateAlerts } from './evaluateAlerts.ts';
import { mails } from './mails.ts';
import { purgeExpired } from './purgeExpired.ts';
import { readings } from './readings.ts';
import { recordRotation } from './recordRotation.ts';
import { reencryptFields } from './reencryptFields.ts';
import { summarizeDay } from './summarizeDay.ts';
import { verifyFields } from './verifyFields.ts';

export const operations = {
  activities: (
    deps: Needs<typeof evaluateAlerts> &
      Needs<typeof summarizeDay> &
      Needs<typeof anchorEvents> &
      Needs<typeof endJob> &
      Needs<typeof reencryptFields>,
  ) => ({
    core: {
      evaluateAlerts: evaluateAlerts(deps),
      summarizeDay: summarizeDay(deps),
      beginJob: beginJob(deps),
      endJob: endJob(deps),
      anchorEvents: anchorEvents(deps),
      reencryptFields: reencryptFields(deps),
      verifyFields: verifyFields(deps),
      recordRotation: recordRotation(deps),
      purgeExpired: purgeExpired(deps),
    } satisfies OperationsActivities,
  }),
  mails,
  readings,
} satisfies ActivityArea;
