import type { ActivityArea } from '../slice.ts';
import { createNotificationActivities, type NotificationDeps } from './createNotificationActivities.ts';
import { readings } from './readings.ts';

export const notifications = {
  activities: (
    deps: Omit<NotificationDeps, 'whatsapp' | 'publish' | 'baseUrl' | 'renderMail'> & {
      publishReview: NotificationDeps['publish'];
      /** Where people reach the API and the desk. */
      publicUrl: string;
      renderMail: NotificationDeps['renderMail'];
      vendors: Pick<NotificationDeps, 'whatsapp'>;
    },
  ) => ({
    core: createNotificationActivities({
      ...deps,
      baseUrl: deps.publicUrl,
      publish: deps.publishReview,
      whatsapp: deps.vendors.whatsapp,
    }),
  }),
  readings,
} satisfies ActivityArea;
