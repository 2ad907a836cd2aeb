import type { KeyRing } from '../db/encryption/keyRing.ts';
import type { DatabaseLogins } from '../db/roles.ts';
import type { VendorEndpoint } from '../providers/endpoint.ts';
import type { ScheduleSettings } from '../workers/reconcileEngine.ts';
import { configurationParts, rateLimitParts, reachesPeople, scheduleParts } from './areaParts.ts';
import { readEnvironment } from './configuration/environment.ts';
import { type IntegrationName, integrationsOf } from './configuration/integrations.ts';
import { readKeys } from './configuration/keys.ts';
import { databaseAccess } from './configuration/logins.ts';
import { developmentSecrets } from './developmentSecrets.ts';
import type { Environment } from './environmentSchema.ts';
import { reachable } from './profile.ts';
import type { Installation } from './slice.ts';
import type { TemporalTarget } from './temporalProfile.ts';

/** What the installation is told by its environment; what areas have of it stands with them (`configure` of `cli/<area>/area.ts`). */
export interface Configuration extends Installation, ReturnType<typeof configurationParts> {
  env: Environment;
  /** Accounts with passwords that everybody knows: where only this machine gets in and every vendor is simulated. */
  demoLogins: boolean;
  dataDirectory: string;
  /** How to get to the Temporal server; its address and namespace stand in `env` as well. */
  temporal: TemporalTarget;
  /** Login that owns the schema; undefined until a database is chosen. */
  ownerUrl: string | undefined;
  codecRing: KeyRing | null;
  /** Keys of encrypted columns; another ring than that of workflow payloads. */
  fieldRing: KeyRing;
  /** Requests per minute of one caller (0 = no limit), and what areas limit besides. */
  rateLimits: { requestsPerMinute: number } & ReturnType<typeof rateLimitParts>;
  jwtPrivateKeyPem: string;
  /** What the environment says of schedules. */
  schedules: ScheduleSettings;
  publicUrl: string;
  /** Where the sandbox delivers its webhooks. */
  webhookTarget: string;
  /** The two logins of a database, and its addresses with each. */
  logins(ownerUrl: string): DatabaseLogins;
  databaseUrls(ownerUrl: string): { app: string; platform: string };
  /** Where an integration is spoken to; null = not configured, which is 503. */
  endpoint(integration: IntegrationName): VendorEndpoint | null;
}

export class ConfigurationError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads and checks the environment. Throws ConfigurationError with every problem found. */
export function loadConfiguration(source: NodeJS.ProcessEnv): Configuration {
  const read = readEnvironment(source);
  if ('problems' in read) throw new ConfigurationError(read.problems);
  const { env, temporal, production, onLoopback } = read;
  const installation = { production, secrets: production ? null : developmentSecrets(env.DATA_DIR) };
  const { problems, ...keys } = readKeys(env, installation);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const { endpoint, anyReal } = integrationsOf(env, installation);
  return {
    ...installation,
    ...keys,
    ...databaseAccess(env, installation),
    ...configurationParts(env, installation),
    env,
    demoLogins: !production && onLoopback && !anyReal && !reachesPeople(env),
    dataDirectory: env.DATA_DIR,
    temporal,
    ownerUrl: env.DATABASE_URL ?? env.POSTGRES_URL,
    rateLimits: {
      requestsPerMinute: env.RATE_LIMIT_REQUESTS_PER_MINUTE ?? (production ? 300 : 0),
      ...rateLimitParts(env, installation),
    },
    schedules: scheduleParts(env),
    webhookTarget: env.WEBHOOK_TARGET_URL ?? `http://${reachable(env.HOST)}:${env.PORT}`,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    endpoint,
  };
}
