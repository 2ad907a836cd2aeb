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
import { approversOf } from './approvers.ts';
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

interface At {
  tenantId: string;
  changeId: string;
}
const OF_STATE = {
  pending: sql`state = 'pending' and expires_at > now()`,
  expired: sql`state = 'pending' and expires_at <= now()`,
  approved: sql`state = 'approved'`,
  refused: sql`state = 'refused'`,
  replaced: sql`state = 'replaced'`,
};

async function list({ db }: PowerDeps, tenantId: string, query: z.infer<typeof listOfChanges>): Promise<Reply> {
  const page = keyset(query, { created_at: powerChanges.createdAt }, powerChanges.id);
  const rows = await db.readTenant(tenantId, (tx) =>
    tx
      .select({ change: powerChanges, ...page.columns })
      .from(powerChanges)
      .where(sql.join([query.state ? OF_STATE[query.state] : sql`true`, page.where ?? sql`true`], sql` and `))
      .orderBy(...page.orderBy)
      .limit(page.limit),
  );
  const { rows: shown, ...rest } = page.page(rows);
  const changes = shown.map(({ change }) => change);
  const body = await db.withTenant(tenantId, async (tx) => {
    const people = await peopleOf(tx, changes);
    const approvers = await approversOf(
      tx,
      changes.filter(({ state }) => state === 'pending'),
    );
    return { power_changes: changes.map((change) => powerChangeJson(change, people, approvers)), ...rest };
  });
  return { status: 200, body };
}

async function read({ db }: PowerDeps, { tenantId, changeId }: At): Promise<Reply> {
  if (!isUuid(changeId)) throw new CodedError('NOT_FOUND');
  return db.withTenant(tenantId, async (tx) => {
    const [change] = await tx.select().from(powerChanges).where(eq(powerChanges.id, changeId));
    if (!change) throw new CodedError('NOT_FOUND');
    return {
      status: 200,
      body: powerChangeJson(change, await peopleOf(tx, [change]), await approversOf(tx, [change])),
    };
  });
}

async function approve(
  deps: PowerDeps,
  context: RequestContext,
  principal: Principal,
  at: At,
  code: string | undefined,
): Promise<Reply> {
  if (!isUuid(at.changeId)) throw new CodedError('NOT_FOUND');
  const decider = await assertFreshFactor(deps, principal, code);
  const { requestId } = context;
  const by = { actor: principal.actor, userId: principal.userId, roles: principal.roles, requestId };
  return deps.db.withTenant(at.tenantId, async (tx) => {
    const change = await lockPowerChange(tx, at.changeId);
    const since = { userId: principal.userId, isPerson: principal.kind === 'user', since: decider.createdAt };
    const problem = secondPersonProblem(change, since, change.createdAt);
    if (problem) throw new CodedError('SECOND_PERSON_REQUIRED', problem);
    const closed = await approvePowerChange(tx, change, by, deps.passwords.hashUnknown);
    return { status: 200, body: powerChangeJson(closed) };
  });
}

async function refuse({ db }: PowerDeps, context: RequestContext, principal: Principal, at: At): Promise<Reply> {
  if (!isUuid(at.changeId)) throw new CodedError('NOT_FOUND');
  const by = { actor: principal.actor, userId: principal.userId, requestId: context.requestId };
  return db.withTenant(at.tenantId, async (tx) => {
    const change = await lockPowerChange(tx, at.changeId);
    return { status: 200, body: powerChangeJson(await refusePowerChange(tx, change, by)) };
  });
}

/** Where the four routes stand: at the tenant of the caller, or at any tenant for super users. */
interface Base {
  path: string;
  access: Permission;
  where: string;
}
const OWN: Base = { path: '/admin/power-changes', access: 'admin:users', where: 'of your tenant' };
const ANY: Base = {
  path: '/admin/tenants/:tenant_id/power-changes',
  access: 'admin:tenants',
  where: 'of one tenant',
};

async function tenantOf({ db }: PowerDeps, base: Base, principal: Principal, named: string | undefined) {
  if (base === OWN) return principal.tenantId;
  const [found] =
    named && isUuid(named)
      ? await db.withPlatform('power changes', (tx) =>
          tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, named)),
        )
      : [];
  if (!found) throw new CodedError('NOT_FOUND');
  return found.id;
}
const id = z.string().max(100);
const ofTenant = (base: Base) => z.object<Record<string, z.ZodString>>(base === ANY ? { tenant_id: id } : {});
const ofChange = (base: Base) => ofTenant(base).extend({ change_id: id });
const atOf = async (
  deps: PowerDeps,
  base: Base,
  principal: Principal,
  params: Record<string, string>,
): Promise<At> => ({
  tenantId: await tenantOf(deps, base, principal, params.tenant_id),
  changeId: params.change_id ?? '',
});
const one = { 200: { description: 'The change', schema: powerChangeSchema } };
const admin = { budget: 'admin', area: 'admin' } as const;

const listRoute = (deps: PowerDeps, base: Base): Route =>
  defineRoute({
    ...admin,
    method: 'get',
    path: base.path,
    summary: `Changes of rights and limits ${base.where} that a second person approves, newest first`,
    access: base.access,
    params: ofTenant(base),
    query: listOfChanges,
    responses: { 200: { description: 'A page', schema: listSchema('power_changes', powerChangeSchema) } },
    errors: base === ANY ? ['NOT_FOUND'] : [],
    handle: async (_context, principal, { params, query }) =>
      list(deps, await tenantOf(deps, base, principal, params.tenant_id), query),
  });

const readRoute = (deps: PowerDeps, base: Base): Route =>
  defineRoute({
    ...admin,
    method: 'get',
    path: `${base.path}/:change_id`,
    summary: `One change of rights or limits ${base.where}`,
    access: base.access,
    params: ofChange(base),
    responses: one,
    errors: ['NOT_FOUND'],
    handle: async (_context, principal, { params }) => read(deps, await atOf(deps, base, principal, params)),
  });

const approveRoute = (deps: PowerDeps, base: Base): Route =>
  defineRoute({
    ...admin,
    method: 'post',
    path: `${base.path}/:change_id/approve`,
    summary: `Approve a change of rights ${base.where} as its second person, with a fresh code; it is made in the same moment`,
    access: base.access,
    params: ofChange(base),
    body: approveSchema,
    revokes: true,
    responses: one,
    errors: DECISION_ERRORS,
    handle: async (context, principal, { params, body }) =>
      approve(deps, context, principal, await atOf(deps, base, principal, params), body.code),
  });

const refuseRoute = (deps: PowerDeps, base: Base): Route =>
  defineRoute({
    ...admin,
    method: 'post',
    path: `${base.path}/:change_id/refuse`,
    summary: `Refuse a change of rights ${base.where}, or take back your own`,
    access: base.access,
    params: ofChange(base),
    body: z.strictObject({}),
    responses: one,
    errors: ['NOT_FOUND', 'POWER_CHANGE_CLOSED'],
    handle: async (context, principal, { params }) =>
      refuse(deps, context, principal, await atOf(deps, base, principal, params)),
  });

/**
 * Changes that widen power over money and wait for a second person: in one's own tenant, and for super users in any, so
 * that a tenant with a single admin has somebody to ask.
 */
export const powerRoutes = (deps: PowerDeps): Route[] =>
  [OWN, ANY].flatMap((base) => [
    listRoute(deps, base),
    readRoute(deps, base),
    approveRoute(deps, base),
    refuseRoute(deps, base),
  ]);
