import { z } from 'zod';
import { flag, list, port, urlOf } from './environmentTypes.ts';

/** One host, because the two logins are put into this URL. */
const databaseUrl = z.string().refine((text) => {
  const url = urlOf(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' && !url.hostname.includes(',');
}, 'a URL with one host: postgres://host:port/database');

/** Variables of no area: where the parts of an installation are and how they start. */
export const general = {
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
  TOKEN_ENCRYPTION_KEY: z.string().optional(),
  RATE_LIMIT_REQUESTS_PER_MINUTE: z.coerce.number().int().nonnegative().optional(),
  TRUST_PROXY: list.default([]),
  AWS_REGION: z.string().default('us-east-1'),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_ENDPOINT_URL_SQS: z.string().optional(),
  CORS_ORIGINS: list.default([]),
  WORKER_PROFILES: list.default(['core', 'integrations', 'llm', 'payouts']),
};
