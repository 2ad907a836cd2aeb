import { randomBytes } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { changeLicense, issueLicense, lockLicense, rotateLicense } from '../../books/reconciliation/issueLicense.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { tenants } from '../../db/identity/schema.ts';
import { instancesOf, type LicenseKey } from '../../db/reconciliation/licenses.ts';
import { licenseKeys } from '../../db/reconciliation/schema.ts';
import { sha256 } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { LICENSE_STATES, licenseStateAt } from '../../domain/reconciliation/licenses.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { instantText, plainText } from '../http/text.ts';

export interface LicenseDeps {
  db: Database;
}

const licenseSchema = z
  .object({
    license_id: z.uuid(),
    name: z.string(),
    prefix: z.string().describe('First characters of the key'),
    state: z.enum(LICENSE_STATES),
    expires_at: z.string().nullable(),
    instance_limit: z.int(),
    instances: z.int().describe('Registered under it now'),
    rotated_at: z.string().nullable(),
    created_at: z.string(),
  })
  .meta({ id: 'LicenseKey' });
const withKey = licenseSchema
  .extend({ key: z.string().describe('Shown here and never again') })
  .meta({ id: 'NewLicenseKey' });

const tenantParams = z.object({ tenant_id: z.string().max(100) });
const licenseParams = tenantParams.extend({ license_id: z.string().max(100) });
const instanceLimit = z.int().min(1).max(1000);

async function licenseJson(tx: Transaction, row: LicenseKey) {
  return {
    license_id: row.id,
    name: row.name,
    prefix: row.prefix,
    state: licenseStateAt(row, new Date()),
    expires_at: row.expiresAt?.toISOString() ?? null,
    instance_limit: row.instanceLimit,
    instances: await instancesOf(tx, row.id),
    rotated_at: row.rotatedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

/** A new key, and what is kept of it: a random of 256 bits needs no slow hash. */
function newLicenseKey(): { key: string; kept: { prefix: string; keyHash: string } } {
  const prefix = randomBytes(4).toString('hex');
  const key = `csl_${prefix}_${randomBytes(32).toString('base64url')}`;
  return { key, kept: { prefix: `csl_${prefix}`, keyHash: licenseKeyHash(key) } };
}
export const licenseKeyHash = (key: string): string => sha256(`license:${key}`);

const admin = { budget: 'admin', area: 'admin', access: 'licenses:manage' } as const;

/** Runs work in the books of a tenant that is there. Throws NOT_FOUND. */
async function inTenant<Result>(db: Database, tenantId: string, work: (tx: Transaction) => Promise<Result>) {
  const known =
    isUuid(tenantId) && (await db.withPlatform('tenants', (tx) => tx.$count(tenants, eq(tenants.id, tenantId)))) === 1;
  if (!known) throw new CodedError('NOT_FOUND');
  return db.withTenant(tenantId, work);
}
const uuidOr404 = (id: string): string => {
  if (!isUuid(id)) throw new CodedError('NOT_FOUND');
  return id;
};

const listKeys = ({ db }: LicenseDeps): Route =>
  defineRoute({
    ...admin,
    method: 'get',
    path: '/admin/tenants/:tenant_id/license-keys',
    summary: 'Licence keys of an organisation; never the keys themselves',
    params: tenantParams,
    responses: { 200: { description: 'All of them', schema: z.object({ license_keys: z.array(licenseSchema) }) } },
    errors: ['NOT_FOUND'],
    handle: async (_context, _principal, { params }) => ({
      status: 200,
      body: {
        license_keys: await inTenant(db, params.tenant_id, async (tx) => {
          const rows = await tx.select().from(licenseKeys).orderBy(asc(licenseKeys.createdAt)).limit(500);
          return Promise.all(rows.map((row) => licenseJson(tx, row)));
        }),
      },
    }),
  });

const issueKey = ({ db }: LicenseDeps): Route =>
  defineRoute({
    ...admin,
    method: 'post',
    path: '/admin/tenants/:tenant_id/license-keys',
    summary: 'Issue a licence key to an organisation; the answer is the only place where it is shown',
    params: tenantParams,
    body: z.strictObject({
      name: plainText(100).min(1),
      instance_limit: instanceLimit.describe('How many WHMCS instances may be registered under it'),
      expires_at: instantText().optional().describe('Without it the key has no end'),
    }),
    responses: { 201: { description: 'The key', schema: withKey } },
    errors: ['NOT_FOUND'],
    example: { name: 'Globex 2027', instance_limit: 2 },
    async handle(context, principal, { params, body }) {
      const by = { actor: principal.actor, requestId: context.requestId };
      const { key, kept } = newLicenseKey();
      const expiresAt = body.expires_at ? new Date(body.expires_at) : null;
      const wanted = { ...kept, name: body.name, instanceLimit: body.instance_limit, expiresAt };
      const made = await inTenant(db, params.tenant_id, async (tx) => {
        const row = await issueLicense(tx, { ...wanted, tenantId: params.tenant_id }, by);
        return { row, json: await licenseJson(tx, row) };
      });
      return {
        status: 201,
        body: { ...made.json, key },
        headers: etag(made.row.version),
      };
    },
  });

const changeKey = ({ db }: LicenseDeps): Route =>
  defineRoute({
    ...admin,
    method: 'patch',
    path: '/admin/tenants/:tenant_id/license-keys/:license_id',
    summary: 'Suspend a licence key, make it active again, or change its day and its number of instances',
    params: licenseParams,
    body: z
      .strictObject({
        name: plainText(100).min(1).optional(),
        state: z.enum(LICENSE_STATES).optional(),
        instance_limit: instanceLimit.optional(),
        expires_at: instantText().nullable().optional(),
      })
      .refine((changes) => Object.keys(changes).length > 0, 'name at least one change'),
    responses: { 200: { description: 'The licence key', schema: licenseSchema } },
    errors: ['NOT_FOUND', 'PRECONDITION_FAILED'],
    async handle(context, principal, { params, body }) {
      const id = uuidOr404(params.license_id);
      const { expires_at: expiresAt, instance_limit: limit, name, state } = body;
      return inTenant(db, params.tenant_id, async (tx) => {
        const before = await lockLicense(tx, id);
        assertUnchanged(context, before.version);
        const changes = {
          ...(name === undefined ? {} : { name }),
          ...(state === undefined ? {} : { state }),
          ...(limit === undefined ? {} : { instanceLimit: limit }),
          ...(expiresAt === undefined ? {} : { expiresAt: expiresAt === null ? null : new Date(expiresAt) }),
        };
        const by = { actor: principal.actor, requestId: context.requestId };
        const row = await changeLicense(tx, before, changes, by);
        return { status: 200, body: await licenseJson(tx, row), headers: etag(row.version) };
      });
    },
  });

const rotateKey = ({ db }: LicenseDeps): Route =>
  defineRoute({
    ...admin,
    method: 'post',
    path: '/admin/tenants/:tenant_id/license-keys/:license_id/rotate',
    summary: 'Replace a licence key by a new one; the old one is unknown at once, its instances stay registered',
    params: licenseParams,
    body: z.strictObject({}),
    responses: { 200: { description: 'The new key', schema: withKey } },
    errors: ['NOT_FOUND'],
    async handle(context, principal, { params }) {
      const id = uuidOr404(params.license_id);
      const { key, kept } = newLicenseKey();
      return inTenant(db, params.tenant_id, async (tx) => {
        const by = { actor: principal.actor, requestId: context.requestId };
        const row = await rotateLicense(tx, await lockLicense(tx, id), kept, by);
        const body = { ...(await licenseJson(tx, row)), key };
        return { status: 200, body, headers: etag(row.version) };
      });
    },
  });

/** Licence keys of organisations, for super users. */
export const licenseRoutes = (deps: LicenseDeps): Route[] => [
  listKeys(deps),
  issueKey(deps),
  changeKey(deps),
  rotateKey(deps),
];
