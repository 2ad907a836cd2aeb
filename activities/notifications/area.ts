import type { NotificationActivities } from '../../workflows/notifications/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { deliverNotifications } from './deliverNotifications.ts';
import type { NotificationDeps } from './deps.ts';
import { readings } from './readings.ts';

export const notifications = {
  activities: (
    deps: Omit<NotificationDeps, 'whatsapp' | 'publish' | 'baseUrl'> & {
      publishReview: NotificationDeps['publish'];
      /** Where people reach the API and the desk. */
      publicUrl: string;
      vendors: Pick<NotificationDeps, 'whatsapp'>;
    },
  ) => ({
    core: {
      deliverNotifications: deliverNotifications({
        ...deps,
        baseUrl: deps.publicUrl,
        publish: deps.publishReview,
        whatsapp: deps.vendors.whatsapp,
      }),
    } satisfies NotificationActivities,
  }),
  readings,
} satisfies ActivityArea;
