import type { TestArea } from '../slice.ts';

export const notifications = {
  access: {
    'GET /webhooks/whatsapp': 'public',
    'POST /webhooks/whatsapp': 'public',
    'GET /admin/notifications': ['admin', 'super_user'],
    'POST /admin/notifications/{notification_id}/retry': ['admin', 'super_user'],
  },
} as const satisfies TestArea;
