import { z } from 'zod';
import { flag, urlOf } from '../environmentTypes.ts';
import type { CliArea, Installation, Read } from '../slice.ts';

const smtpUrl = z.string().refine((text) => {
  const url = urlOf(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}, 'smtp://user:password@host:port, or smtps://');

const environment = {
  GMAIL_EMAIL: z.string().optional(),
  GMAIL_APP_PASSWORD: z.string().optional(),
  SMTP_URL: smtpUrl.optional(),
  WHATSAPP_PHONE_NUMBER_ID: z.string().optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().min(16).optional(),
  WHATSAPP_APP_SECRET: z.string().min(16).optional(),
  MOCK_WHATSAPP: flag.optional(),
};
type Env = Read<typeof environment>;

const gmail = ({ GMAIL_EMAIL: user, GMAIL_APP_PASSWORD: password }: Env) =>
  user && password
    ? `smtps://${encodeURIComponent(user)}:${encodeURIComponent(password)}@smtp.gmail.com:465`
    : undefined;
const mailServer = (env: Env) => ({
  smtpUrl: env.SMTP_URL ?? gmail(env),
  mailFrom: env.GMAIL_EMAIL ?? 'countersign@example.invalid',
});
/** Check and open WhatsApp's webhooks; null = none of them is taken. */
const whatsapp = (env: Env, { secrets }: Installation) => ({
  appSecret: env.WHATSAPP_APP_SECRET ?? secrets?.whatsappSecret ?? null,
  verifyToken: env.WHATSAPP_VERIFY_TOKEN ?? secrets?.whatsappToken ?? null,
  phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID ?? 'sandbox',
});

export const notifications = {
  environment,
  configure: (env: Env, installation) => ({ ...mailServer(env), whatsapp: whatsapp(env, installation) }),
  integrations: (env: Env) => ({
    whatsapp: {
      baseUrl: 'https://graph.facebook.com',
      credential: env.WHATSAPP_PHONE_NUMBER_ID ? env.WHATSAPP_ACCESS_TOKEN : undefined,
      mock: env.MOCK_WHATSAPP,
      sandboxPath: '/whatsapp',
    },
  }),
  reachesPeople: (env: Env) => gmail(env) !== undefined,
  api: (env: Env, common) => ({ whatsapp: whatsapp(env, common) }),
  async worker(env: Env) {
    const { smtpUrl: server, mailFrom } = mailServer(env);
    if (!server) return { mail: null };
    return { mail: (await import('../../providers/smtp/client.ts')).createMailSender(server, mailFrom) };
  },
} satisfies CliArea;
