import { createHash } from 'node:crypto';
import { and, eq, ne } from 'drizzle-orm';
import { endUnproved } from '../../books/identity/proveAddress.ts';
import { type MailTokenPurpose, unusableToken } from '../../books/identity/takeMailToken.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { passwordResets, users } from '../../db/identity/schema.ts';

type UserRow = typeof users.$inferSelect;

/** Single-use tokens of mails. Whoever has one reads the mail of the address, so using one also proves it. */
export function createAddressProof(db: Database) {
  return {
    /** The account a token was made for, whether or not the token is still good. Throws INVALID_CREDENTIALS. */
    async ownerOf(token: string, purpose: MailTokenPurpose): Promise<{ user: UserRow; tokenId: string }> {
      const [tokenId, secret] = token.split('.');
      const tokenHash = createHash('sha256')
        .update(secret ?? '')
        .digest('hex');
      const [found] =
        tokenId && isUuid(tokenId)
          ? await db.withPlatform('mail token', (tx) =>
              tx
                .select({ user: users })
                .from(passwordResets)
                .innerJoin(users, eq(users.id, passwordResets.userId))
                .where(
                  and(
                    eq(passwordResets.id, tokenId),
                    eq(passwordResets.tokenHash, tokenHash),
                    eq(passwordResets.purpose, purpose),
                  ),
                ),
            )
          : [];
      if (!tokenId || !found || found.user.disabledAt) throw unusableToken();
      return { user: found.user, tokenId };
    },

    /** Sign-ups with an address that its holder has just proved end, wherever they were made. */
    async endStrangers(holder: UserRow, requestId: string): Promise<void> {
      const strangers = await db.withPlatform('address proved', (tx) =>
        tx
          .select({ id: users.id, tenantId: users.tenantId })
          .from(users)
          .where(and(eq(users.email, holder.email), eq(users.address, 'unproved'), ne(users.id, holder.id))),
      );
      for (const stranger of strangers)
        await db.withTenant(stranger.tenantId, (tx) => endUnproved(tx, stranger, requestId));
    },
  };
}
