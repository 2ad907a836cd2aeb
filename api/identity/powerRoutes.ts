import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { approvePowerChange, refusePowerChange } from '../../books/identity/approvePowerChange.ts';
import { lockPowerChange } from '../../books/identity/closePowerChange.ts';
import type { PowerChange } from '../../books/identity/requestPowerChange.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { tenants } from '../../db/identity/schema.ts';
import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';
import type { Permission } from '../../domain/identity/permissions.ts';
import { secondPersonProblem } from '../../domain/identity/power.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import type { RateLimits } from '../http/rateLimits.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { codeSchema } from './account.ts';
import { assertFreshFactor } from './freshFactor.ts';
import type { Passwords } from './passwords.ts';
import { powerChangeJson, powerChangeSchema } from './powerChanges.ts';

/** Who asked and who answered, by name. */
const peopleOf = (tx: Transaction, changes: readonly PowerChange[]) =>
  peopleBehind(
    tx,
    changes.flatMap((change) => [change.requestedBy, ...(change.decidedBy ? [change.decidedBy] : [])]),
  );

interface PowerDeps {
  db: Database;
  passwords: Passwords;
  cipher: FieldCipher;
  rateLimits: RateLimits;
}

const approveSchema = z.strictObject({
  code: codeSchema.optional().describe('Fresh code of your second factor, where you have one'),
});
const listOfChanges = listQuery(['created_at'], '-created_at', {
  state: z.enum(['pending', 'approved', 'refused', 'replaced', 'expired']).optional(),
});
const DECISION_ERRORS: ErrorCode[] = [
  'NOT_FOUND',
  'SECOND_PERSON_REQUIRED',
  'POWER_CHANGE_CLOSED',
  'PRECONDITION_FAILED',
  'VENDOR_ACCOUNT_IN_USE',
  'VENDOR_MONEY_OPEN',
  'EMAIL_TAKEN',
  'ADDRESS_NOT_PROVED',
  'SECOND_FACTOR_REQUIRED',
  'INVALID_CREDENTIALS',
  'ACCOUNT_LOCKED',
];

/**
 * Changes that widen power over money and wait for a second person: in one's own tenant, and for super users in any, so
 * that a tenant with a single admin has somebody to ask.
 */
export function powerRoutes(deps: PowerDeps): Route[] {
  const { db } = deps;

  async function list(tenantId: string, query: z.infer<typeof listOfChanges>): Promise<Reply> {
    const page = keyset(query, { created_at: powerChanges.createdAt }, powerChanges.id);
    const open = sql`state = 'pending' and expires_at > now()`;
    const wanted = {
      pending: open,
      expired: sql`state = 'pending' and expires_at <= now()`,
      approved: sql`state = 'approved'`,
      refused: sql`state = 'refused'`,
      replaced: sql`state = 'replaced'`,
    };
    const rows = await db.readTenant(tenantId, (tx) =>
      tx
        .select({ change: powerChanges, ...page.columns })
        .from(powerChanges)
        .where(sql.join([query.state ? wanted[query.state] : sql`true`, page.where ?? sql`true`], sql` and `))
        .orderBy(...page.orderBy)
        .limit(page.limit),
    );
    const { rows: shown, ...rest } = page.page(rows);
    const changes = shown.map(({ change }) => change);
    const people = await db.withTenant(tenantId, (tx) => peopleOf(tx, changes));
    return { status: 200, body: { power_changes: changes.map((change) => powerChangeJson(change, people)), ...rest } };
  }

  async function read(tenantId: string, changeId: string): Promise<Reply> {
    if (!isUuid(changeId)) throw new CodedError('NOT_FOUND');
    return db.withTenant(tenantId, async (tx) => {
      const [change] = await tx.select().from(powerChanges).where(eq(powerChanges.id, changeId));
      if (!change) throw new CodedError('NOT_FOUND');
      return { status: 200, body: powerChangeJson(change, await peopleOf(tx, [change])) };
    });
  }

  async function approve(
    context: RequestContext,
    principal: Principal,
    at: { tenantId: string; changeId: string },
    code: string | undefined,
  ): Promise<Reply> {
    if (!isUuid(at.changeId)) throw new CodedError('NOT_FOUND');
    const decider = await assertFreshFactor(deps, principal, code);
    const { requestId } = context;
    const by = { actor: principal.actor, userId: principal.userId, roles: principal.roles, requestId };
    return db.withTenant(at.tenantId, async (tx) => {
      const change = await lockPowerChange(tx, at.changeId);
      const since = { userId: principal.userId, isPerson: principal.kind === 'user', since: decider.createdAt };
      const problem = secondPersonProblem(change, since, change.createdAt);
      if (problem) throw new CodedError('SECOND_PERSON_REQUIRED', problem);
      return {
        status: 200,
        body: powerChangeJson(await approvePowerChange(tx, change, by, deps.passwords.hashUnknown)),
      };
    });
  }

  async function refuse(
    context: RequestContext,
    principal: Principal,
    at: { tenantId: string; changeId: string },
  ): Promise<Reply> {
    if (!isUuid(at.changeId)) throw new CodedError('NOT_FOUND');
    const by = { actor: principal.actor, userId: principal.userId, requestId: context.requestId };
    return db.withTenant(at.tenantId, async (tx) => {
      const change = await lockPowerChange(tx, at.changeId);
      return { status: 200, body: powerChangeJson(await refusePowerChange(tx, change, by)) };
    });
  }

  /** The same four routes at the tenant of the caller, and at any tenant for super users. */
  const routesAt = (base: string, access: Permission, where: string): Route[] => {
    const tenantOf = async (principal: Principal, params: Record<string, string>): Promise<string> => {
      const named = params.tenant_id;
      if (access !== 'admin:tenants') return principal.tenantId;
      const [found] =
        named && isUuid(named)
          ? await db.withPlatform('power changes', (tx) =>
              tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, named)),
            )
          : [];
      if (!found) throw new CodedError('NOT_FOUND');
      return found.id;
    };
    const id = z.string().max(100);
    const ofTenant = z.object<Record<string, z.ZodString>>(access === 'admin:tenants' ? { tenant_id: id } : {});
    const ofChange = ofTenant.extend({ change_id: id });
    const one = { 200: { description: 'The change', schema: powerChangeSchema } };
    return [
      defineRoute({
        method: 'get',
        path: base,
        budget: 'admin',
        area: 'admin',
        summary: `Changes of rights and limits ${where} that a second person approves, newest first`,
        access,
        params: ofTenant,
        query: listOfChanges,
        responses: { 200: { description: 'A page', schema: listSchema('power_changes', powerChangeSchema) } },
        errors: access === 'admin:tenants' ? ['NOT_FOUND'] : [],
        handle: async (_context, principal, { params, query }) => list(await tenantOf(principal, params), query),
      }),
      defineRoute({
        method: 'get',
        path: `${base}/:change_id`,
        budget: 'admin',
        area: 'admin',
        summary: `One change of rights or limits ${where}`,
        access,
        params: ofChange,
        responses: one,
        errors: ['NOT_FOUND'],
        handle: async (_context, principal, { params }) =>
          read(await tenantOf(principal, params), params.change_id ?? ''),
      }),
      defineRoute({
        method: 'post',
        path: `${base}/:change_id/approve`,
        budget: 'admin',
        area: 'admin',
        summary: `Approve a change of rights ${where} as its second person, with a fresh code; it is made in the same moment`,
        access,
        params: ofChange,
        body: approveSchema,
        revokes: true,
        responses: one,
        errors: DECISION_ERRORS,
        handle: async (context, principal, { params, body }) =>
          approve(
            context,
            principal,
            { tenantId: await tenantOf(principal, params), changeId: params.change_id ?? '' },
            body.code,
          ),
      }),
      defineRoute({
        method: 'post',
        path: `${base}/:change_id/refuse`,
        budget: 'admin',
        area: 'admin',
        summary: `Refuse a change of rights ${where}, or take back your own`,
        access,
        params: ofChange,
        body: z.strictObject({}),
        responses: one,
        errors: ['NOT_FOUND', 'POWER_CHANGE_CLOSED'],
        handle: async (context, principal, { params }) =>
          refuse(context, principal, { tenantId: await tenantOf(principal, params), changeId: params.change_id ?? '' }),
      }),
    ];
  };
  return [
    ...routesAt('/admin/power-changes', 'admin:users', 'of your tenant'),
    ...routesAt('/admin/tenants/:tenant_id/power-changes', 'admin:tenants', 'of one tenant'),
  ];
}
