import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { openSession, printAnswer } from '../commands/session.ts';
import { say } from '../commands/up.ts';
import type { Configuration } from '../configuration.ts';

const GENERATORS: Record<string, () => string> = {
  jwt: () =>
    `JWT_PRIVATE_KEY: put this block before those that stand there; keep the old ones for 30 days\n${generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
  field: () =>
    `TOKEN_ENCRYPTION_KEY: put this before the keys that stand there, restart, then \`countersign admin keys rotate\`\n${randomBytes(32).toString('base64url')}`,
  codec: () =>
    `TEMPORAL_CODEC_KEYS: put this before the keys that stand there; keep the old ones until no execution inside retention uses them\nk${Date.now().toString(36)}:${randomBytes(32).toString('base64url')}`,
};

/** A new key of a ring, printed with where it goes. Nothing is stored. */
export function generateKey(kind: string): void {
  const generator = GENERATORS[kind];
  if (!generator) throw new Error(`one of ${Object.keys(GENERATORS).join(', ')}`);
  say(generator());
}

/** Which keys the encrypted fields still need, asked of the running API. */
export async function showKeys(configuration: Configuration): Promise<void> {
  printAnswer(await openSession(configuration, 'super_user').get('/admin/keys'));
}

export async function rotateKeys(configuration: Configuration): Promise<void> {
  printAnswer(await openSession(configuration, 'super_user').post('/admin/keys/rotation', {}));
}
