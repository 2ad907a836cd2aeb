import type { ActivityArea, Needs } from '../slice.ts';
import { type AlertDeps, createAlertActivities } from './createAlertActivities.ts';
import { createAnchorActivities } from './createAnchorActivities.ts';
import { createJobActivities } from './createJobActivities.ts';
import { createKeyActivities } from './createKeyActivities.ts';
import { createReportActivities } from './createReportActivities.ts';
import { createRetentionActivities } from './createRetentionActivities.ts';
import { mails } from './mails.ts';
import { readings } from './readings.ts';

export const operations = {
  activities: (
    deps: AlertDeps & { anchorDirectory: string } & Needs<typeof createJobActivities> &
      Needs<typeof createKeyActivities> &
      Needs<typeof createReportActivities>,
  ) => ({
    core: {
      ...createAlertActivities(deps),
      ...createReportActivities(deps),
      ...createJobActivities(deps),
      ...createAnchorActivities({ db: deps.db, directory: deps.anchorDirectory }),
      ...createKeyActivities(deps),
      ...createRetentionActivities(deps),
    },
  }),
  mails,
  readings,
} satisfies ActivityArea;
