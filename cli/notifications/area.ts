import { z } from 'zod';
import { flag, urlOf } from '../environmentTypes.ts';
import type { CliArea } from '../slice.ts';

const smtpUrl = z.string().refine((text) => {
  const url = urlOf(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}, 'smtp://user:password@host:port, or smtps://');

export const notifications = {
  environment: {
    GMAIL_EMAIL: z.string().optional(),
    GMAIL_APP_PASSWORD: z.string().optional(),
    SMTP_URL: smtpUrl.optional(),
    WHATSAPP_PHONE_NUMBER_ID: z.string().optional(),
    WHATSAPP_ACCESS_TOKEN: z.string().optional(),
    WHATSAPP_VERIFY_TOKEN: z.string().min(16).optional(),
    WHATSAPP_APP_SECRET: z.string().min(16).optional(),
    MOCK_WHATSAPP: flag.optional(),
  },
} satisfies CliArea;
