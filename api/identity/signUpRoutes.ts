import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { queueForCustomers } from '../../books/notifications/queueForCustomers.ts';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { passwordProblem } from '../../domain/identity/passwords.ts';
import type { LimitPolicy } from '../http/rateLimits.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import { emailSchema } from './account.ts';
import { createAddressProof } from './addressProof.ts';
import { openSession } from './sessions.ts';
import { createSignedIn, type IdentityDeps, signedInSchema } from './signedIn.ts';

const signupSchema = z.strictObject({
  email: emailSchema,
  password: z.string().min(10).max(128),
  display_name: plainText(100).optional(),
});

/** Asks the owner of the address whether the sign-up is theirs. Many sign-ups share the run that delivers. */
const askForProof = (tx: Transaction, user: typeof users.$inferSelect): Promise<void> =>
  queueForCustomers(
    tx,
    user.tenantId,
    Promise.resolve([
      {
        batchKey: `address-proof:${user.id}`,
        message: {
          channel: 'email',
          recipient: user.email,
          template: 'address_proof',
          variables: { userId: user.id },
        },
      },
    ]),
  );

/** How an account begins: sign-up, and the proof that its address is its owner's. */
export function signUpRoutes(deps: IdentityDeps): Route[] {
  const { db, passwords, rateLimits } = deps;
  const { signedIn } = createSignedIn(deps);
  const addressTries: LimitPolicy = { capacity: deps.authPerMinute, windowSeconds: 60 };
  const { ownerOf, takeToken } = createAddressProof(db);

  async function signUp(
    context: RequestContext,
    _principal: unknown,
    { body }: { body: z.infer<typeof signupSchema> },
  ): Promise<Reply> {
    const problem = passwordProblem(body.password, body.email);
    if (problem)
      throw new CodedError('VALIDATION_FAILED', `password: ${problem}`, {
        fields: [{ field: 'password', rule: problem }],
      });
    await rateLimits.take({ bucket: `signup:address:${context.address}`, policy: addressTries });
    const passwordHash = await passwords.hash(body.password);
    const tenantId = deps.defaultTenantId;
    const made = await db.withTenant(tenantId, async (tx) => {
      const [user] = await tx
        .insert(users)
        .values({
          tenantId,
          email: body.email,
          displayName: body.display_name ?? body.email.split('@')[0] ?? '',
          passwordHash,
          roles: ['user'],
          address: 'unproved',
        })
        .onConflictDoNothing()
        .returning();
      // Only another sign-up stands in the way, never whoever holds the address: so this tells nothing about them.
      if (!user) throw new CodedError('EMAIL_TAKEN');
      await askForProof(tx, user);
      const grant = await openSession(tx, user, context.header('user-agent'));
      await appendEvent(tx, {
        type: 'user_registered',
        actor: `user:${user.id}`,
        subject: `user:${user.id}`,
        requestId: context.requestId,
      });
      return grant;
    });
    return signedIn(201, made, 'body');
  }

  const signUpRoute = (path: string): Route =>
    defineRoute({
      method: 'post',
      path,
      budget: 'auth',
      area: 'identity',
      summary: 'Create an account with role user in the default tenant',
      access: 'public',
      body: signupSchema,
      responses: { 201: { description: 'The account and its first tokens', schema: signedInSchema } },
      errors: ['EMAIL_TAKEN', 'RATE_LIMITED'],
      example: { email: 'new@example.com', password: 'a long enough password' },
      handle: signUp,
    });

  return [
    signUpRoute('/auth/signup'),
    signUpRoute('/auth/register'),
    defineRoute({
      method: 'post',
      path: '/auth/address/prove',
      budget: 'auth',
      area: 'identity',
      summary:
        'Prove that the address is yours, with the token of the mail and the password of the sign-up; only then may the account get a role',
      access: 'public',
      body: z.strictObject({ token: z.string().min(1).max(200), password: z.string().min(1).max(128) }),
      responses: { 204: { description: 'Proved' } },
      errors: ['INVALID_CREDENTIALS', 'RATE_LIMITED'],
      async handle(context, _principal, { body }) {
        const limit = { bucket: `reset:address:${context.address}`, policy: addressTries };
        await rateLimits.take(limit);
        // The mail alone proves the address, not the account: a stranger may have signed up with it, and knows the password.
        const { user } = await ownerOf(body.token, 'address');
        if (!(await passwords.verify(user.passwordHash, body.password))) throw new CodedError('INVALID_CREDENTIALS');
        await takeToken(body.token, 'address', context.requestId);
        await rateLimits.giveBack(limit);
        return { status: 204 };
      },
    }),
  ];
}
