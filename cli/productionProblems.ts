import type { Environment } from './environmentSchema.ts';
import { isLoopback } from './profile.ts';

/** Of these one alone does nothing; whoever set it believes that it does. */
const PAIRS = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['CRM_CLIENT_ID', 'CRM_CLIENT_SECRET'],
  ['BILLING_CLIENT_ID', 'BILLING_CLIENT_SECRET'],
  ['WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_ACCESS_TOKEN'],
  ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  ['PLAID_CLIENT_ID', 'PLAID_SECRET'],
  ['GOCARDLESS_SECRET_ID', 'GOCARDLESS_SECRET_KEY'],
  ['ENABLE_BANKING_APPLICATION_ID', 'ENABLE_BANKING_PRIVATE_KEY'],
] as const;

/** Pairs of which only one half is set, anywhere. */
export function halfPairs(present: Record<string, string | undefined>): string[] {
  const problems = PAIRS.flatMap((pair) => {
    const [missing, ...more] = pair.filter((name) => !present[name]);
    return missing && more.length === 0
      ? [`${missing} is missing: ${pair.find((name) => name !== missing)} does nothing without it`]
      : [];
  });
  // The other half alone is a sender's address.
  if (present.GMAIL_APP_PASSWORD && !present.GMAIL_EMAIL)
    problems.push('GMAIL_EMAIL is missing: GMAIL_APP_PASSWORD does nothing without it');
  return problems;
}

/** What production must bring itself; each missing or weak one is named, all at once. */
export function productionProblems(env: Environment): string[] {
  const problems: string[] = [];
  const need = (name: keyof Environment, why: string) => {
    if (!env[name]) problems.push(`${name} is missing: ${why}`);
  };
  need('JWT_PRIVATE_KEY', 'signs access tokens (PEM, RSA)');
  need('SESSION_SECRET', 'signs OAuth state and device marks (32 characters or more)');
  need('TOKEN_ENCRYPTION_KEY', 'encrypts fields at rest (32 bytes base64url; a list for rotation, newest first)');
  need('TEMPORAL_CODEC_KEYS', 'encrypts workflow payloads (id:base64url of 32 bytes, comma separated)');
  need('DATABASE_APP_PASSWORD', 'login of the application (16 characters or more)');
  need('DATABASE_PLATFORM_PASSWORD', 'login of cross-tenant work (16 characters or more)');
  need('STRIPE_WEBHOOK_SECRET', 'checks Stripe webhooks');
  need('METRICS_TOKEN', 'guards /metrics (16 characters or more)');
  // Where WhatsApp is used its webhooks come too, and nobody could tell them from anybody else's.
  if (env.WHATSAPP_ACCESS_TOKEN || env.WHATSAPP_PHONE_NUMBER_ID) {
    need('WHATSAPP_APP_SECRET', "checks WhatsApp's webhooks (16 characters or more)");
    need('WHATSAPP_VERIFY_TOKEN', "opens WhatsApp's webhooks (16 characters or more)");
  }
  if (!env.DATABASE_URL && !env.POSTGRES_URL)
    problems.push('DATABASE_URL is missing: production never uses the embedded database');
  need('TEMPORAL_ADDRESS', 'production never uses the embedded dev server');
  if (env.DATABASE_APP_PASSWORD && env.DATABASE_APP_PASSWORD === env.DATABASE_PLATFORM_PASSWORD)
    problems.push('DATABASE_PLATFORM_PASSWORD is that of DATABASE_APP_PASSWORD: each login has its own');
  if (env.PUBLIC_URL && URL.canParse(env.PUBLIC_URL)) {
    const { protocol, hostname } = new URL(env.PUBLIC_URL);
    if (protocol !== 'https:' && !isLoopback(hostname))
      problems.push('PUBLIC_URL must be https: tokens and consents pass over it');
  }
  for (const name of [
    'SESSION_SECRET',
    'DATABASE_APP_PASSWORD',
    'DATABASE_PLATFORM_PASSWORD',
    'METRICS_TOKEN',
    'STRIPE_WEBHOOK_SECRET',
    'WHATSAPP_APP_SECRET',
    'WHATSAPP_VERIFY_TOKEN',
  ] as const) {
    if (env[name] && (/^(.)\1*$/.test(env[name]) || /change|default|secret|password/i.test(env[name])))
      problems.push(`${name} is a default or trivial value`);
  }
  return problems;
}
