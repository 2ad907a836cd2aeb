import type { LimitPolicy } from '../api/http/rateLimits.ts';
import { readSigningKeys } from '../api/http/signingKeys.ts';
import { type KeyRing, parseKeyRing } from '../db/encryption/keyRing.ts';
import { type DatabaseLogins, loginName, loginUrl } from '../db/roles.ts';
import type { BookingSettings } from '../domain/bookings/settings.ts';
import { assertSafeBaseUrl, type VendorEndpoint } from '../providers/endpoint.ts';
import type { GoogleEndpoint } from '../providers/gmail/client.ts';
import type { ScheduleSettings } from '../workers/reconcileEngine.ts';
import { developmentSecrets } from './developmentSecrets.ts';
import { type Environment, environmentSchema } from './environmentSchema.ts';
import { halfPairs, productionProblems } from './productionProblems.ts';
import { profileOf, reachable } from './profile.ts';
import { type TemporalTarget, temporalTarget } from './temporalProfile.ts';

type Integration = 'stripe' | 'openai' | 'crm' | 'billing' | 'whatsapp';

export interface Configuration {
  env: Environment;
  production: boolean;
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
  sessionSecret: string;
  /** Requests per minute of one caller (0 = no limit), and failed logins per minute and address. */
  rateLimits: { requestsPerMinute: number; authPerMinute: number; paymentTries: LimitPolicy | null };
  jwtPrivateKeyPem: string;
  /** Checks Stripe's webhooks; null = none of them is taken. */
  webhookSecret: string | null;
  /** Check and open WhatsApp's webhooks; null = none of them is taken. */
  whatsapp: { appSecret: string | null; verifyToken: string | null; phoneNumberId: string };
  bookings: BookingSettings;
  /** What the environment says of schedules. */
  schedules: ScheduleSettings;
  /** Where Google is; null without credentials and with MOCK_GMAIL off. */
  google(): GoogleEndpoint | null;
  smtpUrl: string | undefined;
  mailFrom: string;
  publicUrl: string;
  /** Where the sandbox delivers its webhooks. */
  webhookTarget: string;
  /** The two logins of a database, and its addresses with each. */
  logins(ownerUrl: string): DatabaseLogins;
  databaseUrls(ownerUrl: string): { app: string; platform: string };
  /** Where an integration is spoken to; null = not configured, which is 503. */
  endpoint(integration: Integration): VendorEndpoint | null;
}

export class ConfigurationError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Payments one customer may claim; null = no limit. */
const paymentTries = (perMinute: number | undefined, production: boolean): LimitPolicy | null => {
  if (perMinute === undefined) return production ? { capacity: 5, windowSeconds: 600 } : null;
  return perMinute === 0 ? null : { capacity: perMinute, windowSeconds: 60 };
};

/** Reads and checks the environment. Throws ConfigurationError with every problem found. */
export function loadConfiguration(source: NodeJS.ProcessEnv): Configuration {
  const present = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environmentSchema.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const { production, because, onLoopback } = profileOf(present);
  const temporal = temporalTarget(present, production);
  problems.push(...temporal.problems, ...halfPairs(present));
  const { address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE } = temporal.target;
  if (production)
    // Unparsed values are only looked at for presence and shape, so that one pass names every problem.
    problems.push(
      ...productionProblems({
        ...(parsed.success ? parsed.data : ({ ...present } as unknown as Environment)),
        TEMPORAL_ADDRESS,
      }),
    );
  if (because && problems.length > 0)
    problems.push(
      `this is production, because ${because} and APP_ENV is not set; for a rehearsal say APP_ENV=development`,
    );
  if (!parsed.success || problems.length > 0) throw new ConfigurationError([...new Set(problems)]);

  const env = { ...parsed.data, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE };
  const development = production ? null : developmentSecrets(env.DATA_DIR);
  const codecKeys = env.TEMPORAL_CODEC_KEYS ?? development?.codecKeys ?? '';
  const mockAllowed = (value: boolean | undefined) => value ?? !production;
  const sandboxUrl = env.SANDBOX_URL;
  const real: Record<
    Integration,
    {
      baseUrl: string | undefined;
      credential: string | undefined;
      clientId?: string | undefined;
      mock: boolean | undefined;
      sandboxPath: string;
      /** Of the sandbox, where it asks for one. */
      sandboxClient?: string;
    }
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
      credential: env.CRM_CLIENT_SECRET ?? env.CRM_ACCESS_TOKEN,
      clientId: env.CRM_CLIENT_ID,
      mock: env.MOCK_CRM,
      sandboxPath: '/salesforce',
      sandboxClient: 'client_home',
    },
    billing: {
      baseUrl: env.BILLING_BASE_URL,
      credential: env.BILLING_CLIENT_SECRET ?? env.BILLING_ACCESS_TOKEN,
      clientId: env.BILLING_CLIENT_ID,
      mock: env.MOCK_BILLING,
      sandboxPath: '/zuora',
      sandboxClient: 'client_home',
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
    const { pathname, username } = new URL(ownerUrl);
    // PostgreSQL's own rule where no database is named.
    const database = pathname.slice(1) || username || 'postgres';
    return {
      app: {
        user: loginName(database, 'app'),
        password: env.DATABASE_APP_PASSWORD ?? development?.appPassword ?? '',
      },
      platform: {
        user: loginName(database, 'platform'),
        password: env.DATABASE_PLATFORM_PASSWORD ?? development?.platformPassword ?? '',
      },
    };
  };
  const gmail =
    env.GMAIL_EMAIL && env.GMAIL_APP_PASSWORD
      ? `smtps://${encodeURIComponent(env.GMAIL_EMAIL)}:${encodeURIComponent(env.GMAIL_APP_PASSWORD)}@smtp.gmail.com:465`
      : undefined;

  const realVendors = Object.values(real).filter(({ credential, baseUrl }) => credential && baseUrl).length;
  const rehearsed = realVendors === 0 && !gmail && !(env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET);

  return {
    env,
    production,
    demoLogins: !production && onLoopback && rehearsed,
    dataDirectory: env.DATA_DIR,
    temporal: temporal.target,
    ownerUrl: env.DATABASE_URL ?? env.POSTGRES_URL,
    codecRing: ring,
    fieldRing,
    sessionSecret: env.SESSION_SECRET ?? development?.sessionSecret ?? '',
    rateLimits: {
      requestsPerMinute: env.RATE_LIMIT_REQUESTS_PER_MINUTE ?? (production ? 300 : 0),
      paymentTries: paymentTries(env.RATE_LIMIT_PAYMENTS_PER_MINUTE, production),
      authPerMinute: env.RATE_LIMIT_AUTH_PER_MINUTE ?? (production ? 10 : 300),
    },
    jwtPrivateKeyPem,
    webhookSecret: env.STRIPE_WEBHOOK_SECRET ?? development?.webhookSecret ?? null,
    whatsapp: {
      appSecret: env.WHATSAPP_APP_SECRET ?? development?.whatsappSecret ?? null,
      verifyToken: env.WHATSAPP_VERIFY_TOKEN ?? development?.whatsappToken ?? null,
      phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID ?? 'sandbox',
    },
    bookings: {
      mode: env.VERIFICATION_MODE,
      minimumConfidence: env.AUTO_CONFIRM_MIN_CONFIDENCE,
      expirationMinutes: env.BOOKING_EXPIRATION_MINUTES,
      providerEmail: env.PAYMENT_PROVIDER_EMAIL,
      providerName: env.PAYMENT_PROVIDER_NAME,
      providerDomains: env.PAYMENT_PROVIDER_DOMAINS,
      maximumAmount: env.MAX_PAYMENT_AMOUNT,
      claimIdsPerDay: env.CLAIMED_IDS_PER_DAY ?? (production ? 10 : 1_000),
      phoneCountry: env.DEFAULT_PHONE_COUNTRY,
      timeZone: env.DEFAULT_TIME_ZONE,
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
      if (!mockAllowed(env.MOCK_GMAIL) || !sandboxUrl) return null;
      const root = `${sandboxUrl}/google`;
      assertSafeBaseUrl(root, !production);
      return {
        // Google's client keeps the host of this address only; the API is at its root.
        apiRoot: `${sandboxUrl}/`,
        // The only one of these that a browser opens.
        authorizeUrl: `${env.SANDBOX_PUBLIC_URL ?? sandboxUrl}/google/o/oauth2/v2/auth`,
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
    webhookTarget: env.WEBHOOK_TARGET_URL ?? `http://${reachable(env.HOST)}:${env.PORT}`,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    logins,
    databaseUrls: (ownerUrl) => ({
      app: loginUrl(ownerUrl, logins(ownerUrl).app),
      platform: loginUrl(ownerUrl, logins(ownerUrl).platform),
    }),
    endpoint(integration) {
      const choice = real[integration];
      const by = (clientId: string | undefined) => (clientId ? { clientId } : {});
      const chosen =
        choice.credential && choice.baseUrl
          ? { baseUrl: choice.baseUrl, credential: choice.credential, ...by(choice.clientId), mock: false }
          : mockAllowed(choice.mock) && sandboxUrl
            ? {
                baseUrl: `${sandboxUrl}${choice.sandboxPath}`,
                credential: 'sk_test_sandbox',
                ...by(choice.sandboxClient),
                mock: true,
              }
            : null;
      if (chosen) assertSafeBaseUrl(chosen.baseUrl, !production && chosen.mock);
      return chosen;
    },
  };
}
