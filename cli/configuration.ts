import { z } from 'zod';
import { readSigningKeys } from '../api/http/tokens.ts';
import { type KeyRing, parseKeyRing } from '../db/encryption/keyRing.ts';
import type { DatabaseLogins } from '../db/roles.ts';
import type { BookingSettings } from '../domain/bookings/settings.ts';
import { VERIFICATION_MODES } from '../domain/bookings/states.ts';
import { MODEL_PRICES } from '../domain/llm/prices.ts';
import { assertSafeBaseUrl, type VendorEndpoint } from '../providers/endpoint.ts';
import type { GoogleEndpoint } from '../providers/gmail/client.ts';
import type { ScheduleSettings } from '../workers/reconcileEngine.ts';
import { developmentSecrets } from './developmentSecrets.ts';

const flag = z.enum(['true', 'false', 'on', 'off']).transform((text) => text === 'true' || text === 'on');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const port = z.coerce.number().int().min(0).max(65_535);

/** Every variable the product reads, with its default; .env.example lists the same names (a test compares). */
export const environmentSchema = z.object({
  APP_ENV: z.enum(['development', 'testing', 'staging', 'production']).default('development'),
  PORT: port.default(8003),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z.string().optional(),
  POSTGRES_URL: z.string().optional(),
  DATABASE_APP_PASSWORD: z.string().min(16).optional(),
  DATABASE_PLATFORM_PASSWORD: z.string().min(16).optional(),
  API_DB_POOL_MAX: z.coerce.number().int().positive().default(20),
  WORKER_DB_POOL_MAX: z.coerce.number().int().positive().default(20),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_UI_URL: z.string().optional(),
  TEMPORAL_PAYLOAD_CODEC: flag.default(true),
  TEMPORAL_CODEC_KEYS: z.string().optional(),
  TEMPORAL_CLI_PATH: z.string().optional(),
  CHROMIUM_PATH: z.string().optional(),
  SANDBOX_URL: z.url().optional(),
  /** Built console to serve; set by `up`, and by hand where only the API runs. */
  CONSOLE_DIRECTORY: z.string().optional(),
  JWT_PRIVATE_KEY: z.string().optional(),
  JWT_ISSUER: z.string().default('countersign'),
  SESSION_SECRET: z.string().min(32).optional(),
  TOKEN_ENCRYPTION_KEY: z.string().optional(),
  RATE_LIMIT_REQUESTS_PER_MINUTE: z.coerce.number().int().nonnegative().optional(),
  RATE_LIMIT_AUTH_PER_MINUTE: z.coerce.number().int().positive().optional(),
  TRUST_PROXY: list.default([]),
  MOCK_STRIPE: flag.optional(),
  MOCK_CRM: flag.optional(),
  MOCK_BILLING: flag.optional(),
  MOCK_OPENAI: flag.optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  PAYMENT_SECRET_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(16).optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z
    .string()
    .default('gpt-6-luna')
    .refine((model) => model in MODEL_PRICES, 'the price table lacks this model'),
  OPENAI_EMBEDDING_MODEL: z
    .string()
    .default('text-embedding-3-small')
    .refine((model) => model in MODEL_PRICES, 'the price table lacks this model'),
  LLM_MAX_INPUT_TOKENS: z.coerce.number().int().min(800).max(100_000).default(2075),
  LLM_MAX_OUTPUT_TOKENS: z.coerce.number().int().min(100).max(20_000).default(1000),
  LLM_MAX_COST_PER_DISPUTE: z.coerce.number().positive().default(0.001),
  LLM_DAILY_BUDGET: z.coerce.number().nonnegative().default(5),
  CRM_BASE_URL: z.url().optional(),
  CRM_ACCESS_TOKEN: z.string().optional(),
  BILLING_BASE_URL: z.url().optional(),
  BILLING_ACCESS_TOKEN: z.string().optional(),
  APPROVER_EMAIL: list.default([]),
  GMAIL_EMAIL: z.string().optional(),
  GMAIL_APP_PASSWORD: z.string().optional(),
  SMTP_URL: z.string().optional(),
  DISPUTE_EVENTS_QUEUE_URL: z.string().optional(),
  DISPUTE_EVENTS_TENANT: z.uuid().optional(),
  HUMAN_REVIEW_NOTIFICATIONS_QUEUE_URL: z.string().optional(),
  AWS_REGION: z.string().default('us-east-1'),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_ENDPOINT_URL_SQS: z.string().optional(),
  REVIEW_REMIND_SECONDS: z.coerce.number().positive().default(86_400),
  REVIEW_ESCALATE_SECONDS: z.coerce.number().positive().default(172_800),
  REVIEW_EXPIRE_SECONDS: z.coerce.number().positive().default(604_800),
  VERIFICATION_MODE: z.enum(VERIFICATION_MODES).default('manual'),
  GMAIL_ENABLED: flag.default(false),
  GMAIL_CHECK_INTERVAL_MINUTES: z.coerce.number().positive().max(1440).default(2),
  GMAIL_MAX_EMAILS_PER_RUN: z.coerce.number().int().min(1).max(500).default(50),
  /** Read once, by `countersign mailbox import`. */
  GMAIL_CREDENTIALS_PATH: z.string().default('credentials.json'),
  GMAIL_TOKEN_PATH: z.string().default('token.json'),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  MOCK_GMAIL: flag.default(true),
  BOOKING_EXPIRATION_MINUTES: z.coerce.number().positive().max(1440).default(15),
  BOOKING_EXPIRATION_CHECK_INTERVAL_MINUTES: z.coerce.number().positive().max(1440).default(5),
  AUTO_CONFIRM_MIN_CONFIDENCE: z.coerce.number().min(0).max(100).default(50),
  PAYMENT_PROVIDER_EMAIL: z.email().default('nayapay@example.com'),
  PAYMENT_PROVIDER_NAME: z.string().min(1).default('NayaPay'),
  /** Largest believable booking payment, major units. */
  MAX_PAYMENT_AMOUNT: z.coerce.number().positive().default(1_000_000),
  DEFAULT_PHONE_COUNTRY: z.string().length(2).default('PK'),
  /** Of payment mails that name no currency. */
  BOOKING_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('PKR'),
  WHATSAPP_PHONE_NUMBER_ID: z.string().optional(),
  WHATSAPP_ACCESS_TOKEN: z.string().optional(),
  WHATSAPP_VERIFY_TOKEN: z.string().min(16).optional(),
  WHATSAPP_APP_SECRET: z.string().min(16).optional(),
  MOCK_WHATSAPP: flag.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_FILE: z.string().optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  WORKER_METRICS_PORT: port.optional(),
  CORS_ORIGINS: list.default([]),
  WORKER_PROFILES: list.default(['core', 'integrations', 'llm', 'payouts']),
});
type Environment = z.infer<typeof environmentSchema>;

type Integration = 'stripe' | 'openai' | 'crm' | 'billing' | 'whatsapp';

export interface Configuration {
  env: Environment;
  production: boolean;
  dataDirectory: string;
  /** Login that owns the schema; undefined until a database is chosen. */
  ownerUrl: string | undefined;
  codecRing: KeyRing | null;
  /** Keys of encrypted columns; another ring than that of workflow payloads. */
  fieldRing: KeyRing;
  sessionSecret: string;
  /** Requests per minute of one caller (0 = no limit), and failed logins per minute and address. */
  rateLimits: { requestsPerMinute: number; authPerMinute: number };
  jwtPrivateKeyPem: string;
  webhookSecret: string;
  /** Signs and opens WhatsApp's webhooks. */
  whatsapp: { appSecret: string; verifyToken: string; phoneNumberId: string };
  bookings: BookingSettings;
  /** What the environment says of schedules. */
  schedules: ScheduleSettings;
  /** Where Google is; null without credentials and with MOCK_GMAIL off. */
  google(): GoogleEndpoint | null;
  smtpUrl: string | undefined;
  mailFrom: string;
  publicUrl: string;
  /** Logins and urls of the two doors for a database. */
  logins(ownerUrl: string): DatabaseLogins;
  doors(ownerUrl: string): { app: string; platform: string };
  /** Where an integration is spoken to; null = not configured, which is 503 (C-31). */
  endpoint(integration: Integration): VendorEndpoint | null;
}

export class ConfigurationError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** What production must bring itself; each missing or weak one is named, all at once. */
function productionProblems(env: Environment): string[] {
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
  if (!env.DATABASE_URL && !env.POSTGRES_URL)
    problems.push('DATABASE_URL is missing: production never uses the embedded database');
  need('TEMPORAL_ADDRESS', 'production never uses the embedded dev server');
  for (const name of [
    'SESSION_SECRET',
    'DATABASE_APP_PASSWORD',
    'DATABASE_PLATFORM_PASSWORD',
    'METRICS_TOKEN',
  ] as const) {
    if (env[name] && (/^(.)\1*$/.test(env[name]) || /change|default|secret|password/i.test(env[name])))
      problems.push(`${name} is a default or trivial value`);
  }
  return problems;
}

function loginUrl(ownerUrl: string, login: { user: string; password: string }): string {
  const url = new URL(ownerUrl);
  url.username = login.user;
  url.password = login.password;
  return url.toString();
}

/** Reads and checks the environment. Throws ConfigurationError with every problem found. */
export function loadConfiguration(source: NodeJS.ProcessEnv): Configuration {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const production = source.APP_ENV === 'production';
  if (production)
    // Unparsed values are only looked at for presence and shape, so that one pass names every problem.
    problems.push(...productionProblems(parsed.success ? parsed.data : ({ ...present } as unknown as Environment)));
  if (!parsed.success || problems.length > 0) throw new ConfigurationError([...new Set(problems)]);

  const env = parsed.data;
  const development = production ? null : developmentSecrets(env.DATA_DIR);
  const codecKeys = env.TEMPORAL_CODEC_KEYS ?? development?.codecKeys ?? '';
  const mockAllowed = (value: boolean | undefined) => value ?? !production;
  const sandboxUrl = env.SANDBOX_URL;
  const real: Record<
    Integration,
    { baseUrl: string | undefined; credential: string | undefined; mock: boolean | undefined; sandboxPath: string }
  > = {
    stripe: {
      baseUrl: 'https://api.stripe.com',
      credential: env.STRIPE_SECRET_KEY ?? env.PAYMENT_SECRET_KEY,
      mock: env.MOCK_STRIPE,
      sandboxPath: '',
    },
    openai: {
      baseUrl: 'https://api.openai.com',
      credential: env.OPENAI_API_KEY,
      mock: env.MOCK_OPENAI,
      sandboxPath: '/openai',
    },
    crm: {
      baseUrl: env.CRM_BASE_URL,
      credential: env.CRM_ACCESS_TOKEN,
      mock: env.MOCK_CRM,
      sandboxPath: '/salesforce',
    },
    billing: {
      baseUrl: env.BILLING_BASE_URL,
      credential: env.BILLING_ACCESS_TOKEN,
      mock: env.MOCK_BILLING,
      sandboxPath: '/zuora',
    },
    whatsapp: {
      baseUrl: 'https://graph.facebook.com',
      credential: env.WHATSAPP_PHONE_NUMBER_ID ? env.WHATSAPP_ACCESS_TOKEN : undefined,
      mock: env.MOCK_WHATSAPP,
      sandboxPath: '/whatsapp',
    },
  };

  const keyProblems: string[] = [];
  const ringOf = (name: string, text: string): KeyRing => {
    try {
      return parseKeyRing(text);
    } catch (error) {
      keyProblems.push(`${name}: ${error instanceof Error ? error.message : 'unreadable'}`);
      return { current: '', keys: {} };
    }
  };
  const ring = env.TEMPORAL_PAYLOAD_CODEC ? ringOf('TEMPORAL_CODEC_KEYS', codecKeys) : null;
  const fieldRing = ringOf('TOKEN_ENCRYPTION_KEY', env.TOKEN_ENCRYPTION_KEY ?? development?.fieldKeys ?? '');
  if (production && !ring) keyProblems.push('TEMPORAL_PAYLOAD_CODEC must be on in production');
  const jwtPrivateKeyPem = env.JWT_PRIVATE_KEY ?? development?.jwtPrivateKey ?? '';
  try {
    readSigningKeys(jwtPrivateKeyPem);
  } catch (error) {
    keyProblems.push(`JWT_PRIVATE_KEY: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  if (keyProblems.length > 0) throw new ConfigurationError(keyProblems);

  const logins = (ownerUrl: string): DatabaseLogins => {
    const database = new URL(ownerUrl).pathname.slice(1) || 'postgres';
    return {
      app: {
        user: `cs_${database}_app`.slice(0, 63),
        password: env.DATABASE_APP_PASSWORD ?? development?.appPassword ?? '',
      },
      platform: {
        user: `cs_${database}_platform`.slice(0, 63),
        password: env.DATABASE_PLATFORM_PASSWORD ?? development?.platformPassword ?? '',
      },
    };
  };
  const gmail =
    env.GMAIL_EMAIL && env.GMAIL_APP_PASSWORD
      ? `smtps://${encodeURIComponent(env.GMAIL_EMAIL)}:${encodeURIComponent(env.GMAIL_APP_PASSWORD)}@smtp.gmail.com:465`
      : undefined;

  return {
    env,
    production,
    dataDirectory: env.DATA_DIR,
    ownerUrl: env.DATABASE_URL ?? env.POSTGRES_URL,
    codecRing: ring,
    fieldRing,
    sessionSecret: env.SESSION_SECRET ?? development?.sessionSecret ?? '',
    rateLimits: {
      requestsPerMinute: env.RATE_LIMIT_REQUESTS_PER_MINUTE ?? (production ? 300 : 0),
      authPerMinute: env.RATE_LIMIT_AUTH_PER_MINUTE ?? (production ? 10 : 300),
    },
    jwtPrivateKeyPem,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET ?? development?.webhookSecret ?? '',
    whatsapp: {
      appSecret: env.WHATSAPP_APP_SECRET ?? development?.webhookSecret ?? '',
      verifyToken: env.WHATSAPP_VERIFY_TOKEN ?? development?.webhookSecret ?? '',
      phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID ?? 'sandbox',
    },
    bookings: {
      mode: env.VERIFICATION_MODE,
      minimumConfidence: env.AUTO_CONFIRM_MIN_CONFIDENCE,
      expirationMinutes: env.BOOKING_EXPIRATION_MINUTES,
      providerEmail: env.PAYMENT_PROVIDER_EMAIL,
      providerName: env.PAYMENT_PROVIDER_NAME,
      maximumAmount: env.MAX_PAYMENT_AMOUNT,
      phoneCountry: env.DEFAULT_PHONE_COUNTRY,
      currency: env.BOOKING_CURRENCY,
    },
    schedules: {
      'booking-expiry-sweep': { everyMs: env.BOOKING_EXPIRATION_CHECK_INTERVAL_MINUTES * 60_000 },
      'payment-inbox': { everyMs: env.GMAIL_CHECK_INTERVAL_MINUTES * 60_000, paused: !env.GMAIL_ENABLED },
    },
    google() {
      const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = env;
      const publicUrl = env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`;
      const redirectUri = `${publicUrl}/api/v1/integrations/gmail/oauth/callback`;
      if (clientId && clientSecret)
        return {
          apiRoot: 'https://gmail.googleapis.com/',
          authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
          tokenUrl: 'https://oauth2.googleapis.com/token',
          revokeUrl: 'https://oauth2.googleapis.com/revoke',
          clientId,
          clientSecret,
          redirectUri,
          mock: false,
        };
      if (!env.MOCK_GMAIL || !sandboxUrl) return null;
      const root = `${sandboxUrl}/google`;
      assertSafeBaseUrl(root, !production);
      return {
        // Google's client keeps the host of this address only; the API is at its root.
        apiRoot: `${sandboxUrl}/`,
        authorizeUrl: `${root}/o/oauth2/v2/auth`,
        tokenUrl: `${root}/token`,
        revokeUrl: `${root}/revoke`,
        clientId: 'sandbox.apps.example',
        clientSecret: 'sandbox',
        redirectUri,
        mock: true,
      };
    },
    smtpUrl: env.SMTP_URL ?? gmail,
    mailFrom: env.GMAIL_EMAIL ?? 'countersign@example.invalid',
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    logins,
    doors: (ownerUrl) => ({
      app: loginUrl(ownerUrl, logins(ownerUrl).app),
      platform: loginUrl(ownerUrl, logins(ownerUrl).platform),
    }),
    endpoint(integration) {
      const choice = real[integration];
      const chosen =
        choice.credential && choice.baseUrl
          ? { baseUrl: choice.baseUrl, credential: choice.credential, mock: false }
          : mockAllowed(choice.mock) && sandboxUrl
            ? { baseUrl: `${sandboxUrl}${choice.sandboxPath}`, credential: 'sk_test_sandbox', mock: true }
            : null;
      if (chosen) assertSafeBaseUrl(chosen.baseUrl, !production && chosen.mock);
      return chosen;
    },
  };
}
