import { z } from 'zod';
import { proveAddress } from '../../books/identity/proveAddress.ts';
import { signUp } from '../../books/identity/signUp.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { passwordProblem } from '../../domain/identity/passwords.ts';
import type { LimitPolicy } from '../http/rateLimits.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import { emailSchema } from './account.ts';
import { createAddressProof } from './addressProof.ts';
import { createSignedIn, type IdentityDeps, signedInSchema } from './signedIn.ts';

const signupSchema = z.strictObject({
  email: emailSchema,
  password: z.string().min(10).max(128),
  display_name: plainText(100).optional(),
});

/** How an account begins: sign-up, and the proof that its address is its owner's. */
export function signUpRoutes(deps: IdentityDeps): Route[] {
  const { db, passwords, rateLimits } = deps;
  const { signedIn } = createSignedIn(deps);
  const addressTries: LimitPolicy = { capacity: deps.authPerMinute, windowSeconds: 60 };
  const { ownerOf, endStrangers } = createAddressProof(db);

  async function handle(
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
    const { email } = body;
    const tenantId = deps.defaultTenantId;
    const displayName = body.display_name ?? email.split('@')[0] ?? '';
    const from = { userAgent: context.header('user-agent'), requestId: context.requestId };
    const grant = await db.withTenant(tenantId, (tx) =>
      signUp(tx, { tenantId, email, displayName, passwordHash }, from),
    );
    return signedIn(201, grant, 'body');
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
      handle,
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
        const { user, tokenId } = await ownerOf(body.token, 'address');
        if (!(await passwords.verify(user.passwordHash, body.password))) throw new CodedError('INVALID_CREDENTIALS');
        const { requestId } = context;
        await db.withTenant(user.tenantId, (tx) => proveAddress(tx, { id: tokenId, userId: user.id }, requestId));
        await endStrangers(user, requestId);
        await rateLimits.giveBack(limit);
        return { status: 204 };
      },
    }),
  ];
}
