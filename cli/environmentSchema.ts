import { z } from 'zod';
import { DEFAULT_TENANT_ID } from '../db/seed/tenants.ts';
import { DOMAIN_NAME } from '../domain/bookings/settings.ts';
import { VERIFICATION_MODES } from '../domain/bookings/states.ts';
import { MODEL_PRICES } from '../domain/llm/prices.ts';
import { isCurrency } from '../domain/money/currencies.ts';
import { isPhoneCountry } from '../domain/phones/phoneNumber.ts';
import { isTimeZone } from '../domain/time/zone.ts';

const flag = z.enum(['true', 'false', 'on', 'off']).transform((text) => text === 'true' || text === 'on');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
/** One host, because the two logins are put into this URL. */
const databaseUrl = z.string().refine((text) => {
  const url = urlOf(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' && !url.hostname.includes(',');
}, 'a URL with one host: postgres://host:port/database');
const smtpUrl = z.string().refine((text) => {
  const url = urlOf(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '';
}, 'smtp://user:password@host:port, or smtps://');
const port = z.coerce.number().int().min(0).max(65_535);

/** Every variable the product reads, with its default; .env.example lists the same names (a test compares). */
export const environmentSchema = z.object({
  /** Unset, cli/profile.ts decides. */
  APP_ENV: z.enum(['development', 'testing', 'staging', 'production']).optional(),
  PORT: port.default(8003),
  HOST: z.string().default('127.0.0.1'),
  /** How long an API that is told to stop says so on /health/ready before it takes nothing new. */
  STOP_NOTICE_SECONDS: z.coerce.number().min(0).max(300).default(2),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: databaseUrl.optional(),
  POSTGRES_URL: databaseUrl.optional(),
  DATABASE_APP_PASSWORD: z.string().min(16).optional(),
  DATABASE_PLATFORM_PASSWORD: z.string().min(16).optional(),
  API_DB_POOL_MAX: z.coerce.number().int().positive().default(20),
  WORKER_DB_POOL_MAX: z.coerce.number().int().positive().default(20),
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_API_KEY: z.string().optional(),
  /** Read by Temporal's own configuration library (cli/temporalProfile.ts), with the names its documentation has. */
  TEMPORAL_PROFILE: z.string().optional(),
  TEMPORAL_CONFIG_FILE: z.string().optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_CERT_DATA: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional(),
  TEMPORAL_TLS_CLIENT_KEY_DATA: z.string().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_DATA: z.string().optional(),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional(),
  TEMPORAL_UI_URL: z.string().optional(),
  TEMPORAL_PAYLOAD_CODEC: flag.default(true),
  TEMPORAL_CODEC_KEYS: z.string().optional(),
  TEMPORAL_CLI_PATH: z.string().optional(),
  CHROMIUM_PATH: z.string().optional(),
  SANDBOX_URL: z.url().optional(),
  /** Where a browser finds the sandbox; its processes may know it under a name that only they have. */
  SANDBOX_PUBLIC_URL: z.url().optional(),
  /** Where the sandbox finds the API, to deliver webhooks. */
  WEBHOOK_TARGET_URL: z.url().optional(),
  /** Built console to serve; set by `up`, and by hand where only the API runs. */
  CONSOLE_DIRECTORY: z.string().optional(),
  JWT_PRIVATE_KEY: z.string().optional(),
  JWT_ISSUER: z.string().default('countersign'),
  SESSION_SECRET: z.string().min(32).optional(),
  TOKEN_ENCRYPTION_KEY: z.string().optional(),
  RATE_LIMIT_REQUESTS_PER_MINUTE: z.coerce.number().int().nonnegative().optional(),
  RATE_LIMIT_PAYMENTS_PER_MINUTE: z.coerce.number().int().nonnegative().optional(),
  RATE_LIMIT_AUTH_PER_MINUTE: z.coerce.number().int().positive().optional(),
  TRUST_PROXY: list.default([]),
  /** Routes that make up bookings and payment mails; never in production. */
  DEMO_MODE: flag.default(false),
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
  /** The tenant that the credentials of the CRM, billing and the gateway belong to. */
  VENDOR_TENANT: z.uuid().default(DEFAULT_TENANT_ID),
  APPROVER_EMAIL: list.pipe(z.array(z.email())).default([]),
  GMAIL_EMAIL: z.string().optional(),
  GMAIL_APP_PASSWORD: z.string().optional(),
  SMTP_URL: smtpUrl.optional(),
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
  /** The engine's schedules know no less than a second. */
  GMAIL_CHECK_INTERVAL_MINUTES: z.coerce.number().min(0.02).max(1440).default(2),
  GMAIL_UNITS_PER_MINUTE: z.coerce.number().int().min(1_000).default(6_000),
  GMAIL_PROJECT_UNITS_PER_MINUTE: z.coerce.number().int().min(1_000).default(1_200_000),
  GMAIL_MAX_EMAILS_PER_RUN: z.coerce.number().int().min(1).max(500).default(50),
  /** How far the first reading of a mailbox goes back, and how many messages of a user's own mailbox it takes. */
  GMAIL_FIRST_SYNC_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  GMAIL_FIRST_SYNC_MESSAGES: z.coerce.number().int().min(1).max(100_000).default(500),
  /** Read once, by `countersign mailbox import`. */
  GMAIL_CREDENTIALS_PATH: z.string().default('credentials.json'),
  GMAIL_TOKEN_PATH: z.string().default('token.json'),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  MOCK_GMAIL: flag.optional(),
  BOOKING_EXPIRATION_MINUTES: z.coerce.number().positive().max(1440).default(15),
  BOOKING_EXPIRATION_CHECK_INTERVAL_MINUTES: z.coerce.number().positive().max(1440).default(5),
  AUTO_CONFIRM_MIN_CONFIDENCE: z.coerce.number().min(0).max(100).default(50),
  PAYMENT_PROVIDER_EMAIL: z.email().default('nayapay@example.com'),
  PAYMENT_PROVIDER_NAME: z.string().min(1).default('NayaPay'),
  /** Further domains that sign or send the provider's mail, comma separated. */
  PAYMENT_PROVIDER_DOMAINS: list.pipe(z.array(z.string().toLowerCase().regex(DOMAIN_NAME)).max(10)).default([]),
  /** Largest believable booking payment, major units. */
  MAX_PAYMENT_AMOUNT: z.coerce.number().positive().default(1_000_000),
  /** Different transaction ids that one customer may name within 24 hours: guessing strangers' ids finds none. */
  CLAIMED_IDS_PER_DAY: z.coerce.number().int().min(1).max(1_000).optional(),
  DEFAULT_PHONE_COUNTRY: z
    .string()
    .refine(isPhoneCountry, 'a country of ISO 3166-1 in two capitals, such as PK')
    .default('PK'),
  DEFAULT_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'a name of the time zone database, such as Asia/Karachi')
    .default('Asia/Karachi'),
  /** Of payment mails that name no currency. */
  BOOKING_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .refine(isCurrency, 'a currency of ISO 4217')
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
  WORKER_METRICS_HOST: z.string().default('127.0.0.1'),
  CORS_ORIGINS: list.default([]),
  WORKER_PROFILES: list.default(['core', 'integrations', 'llm', 'payouts']),
});
export type Environment = z.infer<typeof environmentSchema>;
