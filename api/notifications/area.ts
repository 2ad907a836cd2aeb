import type { ApiArea, Needs } from '../slice.ts';
import { notificationRoutes } from './notificationRoutes.ts';
import { whatsappWebhookRoutes } from './whatsappWebhook.ts';

/** Messages to people, and what becomes of them. */
export const notifications = {
  routes: (deps: Needs<typeof whatsappWebhookRoutes>) => [
    ...notificationRoutes(deps.db),
    ...whatsappWebhookRoutes(deps),
  ],
} satisfies ApiArea;
