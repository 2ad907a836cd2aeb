import { generateKeyPairSync } from 'node:crypto';

/** Everything production must bring, with values that pass; tests take one away or spoil it. */
export const PRODUCTION = {
  APP_ENV: 'production',
  JWT_PRIVATE_KEY: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
  SESSION_SECRET: 'k3x9'.repeat(10),
  TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64url'),
  TEMPORAL_CODEC_KEYS: `p:${Buffer.alloc(32, 3).toString('base64url')}`,
  DATABASE_APP_PASSWORD: 'Xq81mZpL0sT4vB7n',
  DATABASE_PLATFORM_PASSWORD: 'Jw52kDfR9cY6hG3m',
  STRIPE_WEBHOOK_SECRET: 'whsec_8fj20fk30fk40f',
  METRICS_TOKEN: 'a93jf02kf93jf02kf',
  DATABASE_URL: 'postgres://o:p@127.0.0.1:1/x',
  TEMPORAL_ADDRESS: 'temporal:7233',
};
