import { and, eq, sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { users } from '../../db/identity/schema.ts';

type UserRow = typeof users.$inferSelect;

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;

const place = (user: Pick<UserRow, 'tenantId' | 'id'>) => ({
  tenantId: user.tenantId,
  table: 'users',
  column: 'second_factor_secret',
  rowId: user.id,
});

/** A new secret as it is shown once and as it is stored. */
export function newSecondFactor(cipher: FieldCipher, user: UserRow): { secret: string; uri: string; stored: string } {
  const secret = new Secret({ size: SECRET_BYTES });
  const totp = new TOTP({ issuer: 'Countersign', label: user.email, secret, period: PERIOD_SECONDS });
  return { secret: secret.base32, uri: totp.toString(), stored: cipher.encrypt(place(user), secret.base32) };
}

/** Takes a code: it must fit this, the last or the next 30 seconds, and each code works once. */
export async function takeCode(tx: Transaction, cipher: FieldCipher, user: UserRow, code: string): Promise<boolean> {
  if (!user.secondFactorSecret) return false;
  const secret = Secret.fromBase32(cipher.decrypt(place(user), user.secondFactorSecret));
  const delta = new TOTP({ secret, period: PERIOD_SECONDS }).validate({ token: code, window: 1 });
  if (delta === null) return false;
  const step = Math.floor(Date.now() / 1000 / PERIOD_SECONDS) + delta;
  const taken = await tx
    .update(users)
    .set({ secondFactorStep: step })
    .where(and(eq(users.id, user.id), sql`coalesce(${users.secondFactorStep}, 0) < ${step}`))
    .returning({ id: users.id });
  return taken.length === 1;
}
