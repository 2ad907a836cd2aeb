import type { TestArea } from '../slice.ts';

export const mailbox = {
  access: {
    // Their own mailbox; what is shared asks for the right in the handler (mailbox.test.ts).
    'GET /integrations/gmail/oauth/init': 'people',
    'GET /integrations/gmail/status': 'people',
    'GET /integrations/gmail/set-aside': 'people',
    'POST /integrations/gmail/sync': 'people',
    'POST /integrations/gmail/disconnect': 'people',
    'GET /integrations/gmail/oauth/callback': 'public',
  },
  places: [{ name: 'mailboxes', role: 'admin', path: 'mailboxes' }],
} as const satisfies TestArea;
