import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { bodyOf, openSession, type Shown, show } from '../commands/session.ts';
import { Failure } from '../terminal/failure.ts';
import { line, printTable } from '../terminal/print.ts';

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
  if (!generator) throw new Failure('usage', `one of ${Object.keys(GENERATORS).join(', ')}`);
  line(generator());
}

/** Which keys the encrypted fields still need, asked of the running API. */
export async function showKeys(options: Shown): Promise<void> {
  const answer = await openSession('super_user').get<{ current: string; fields: { key_id: string; fields: number }[] }>(
    '/admin/keys',
  );
  show(bodyOf(answer), options, ({ current, fields }) =>
    printTable(
      [
        { head: 'KEY', of: (row) => row.key_id },
        { head: 'USE', of: (row) => (row.key_id === current ? 'newest, encrypts' : 'old, only reads') },
        { head: 'FIELDS', of: (row) => row.fields.toLocaleString('en-US'), right: true },
      ],
      fields,
    ),
  );
}

export async function rotateKeys(options: Shown): Promise<void> {
  const answer = await openSession('super_user').post<{ key_id: string }>('/admin/keys/rotation', {});
  show(bodyOf(answer), options, ({ key_id: key }) =>
    line(`all fields are being encrypted with the key ${key}; how far it is: countersign admin keys list`),
  );
}
