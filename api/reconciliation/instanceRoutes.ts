import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { changeInstance, disconnectInstance, type InstanceChanges } from '../../books/reconciliation/changeInstance.ts';
import { lockInstance } from '../../books/reconciliation/moveInstance.ts';
import { assertLicense, registerInstance } from '../../books/reconciliation/registerInstance.ts';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { limitText } from '../../domain/money/moneyText.ts';
import { type InstanceRules, instanceName, whmcsAddress } from '../../domain/reconciliation/instances.ts';
import { isTimeZone } from '../../domain/time/zone.ts';
import { assertUnchanged, etag } from '../http/etag.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import {
  assertAccepted,
  type Credential,
  findInstance,
  type InstanceDeps,
  instanceParams,
  personOf,
  uuidOr404,
} from './instanceDeps.ts';
import { instanceJson, instanceSchema } from './instanceJson.ts';
import { licenseKeyHash } from './licenseRoutes.ts';

const secretText = (maximum: number) =>
  z
    .string()
    .min(4)
    .max(maximum)
    .regex(/^[\x21-\x7e]+$/, 'visible characters without spaces');
const credentialFields = {
  identifier: secretText(200).describe('Of an API credential of WHMCS'),
  secret: secretText(400),
  access_key: secretText(200).optional().describe('Passes the list of addresses of its API, where one is set'),
};
const gateway = z
  .string()
  .regex(/^[a-z0-9_]{1,60}$/, 'system name of a gateway: small letters, digits and _')
  .describe('System name of the gateway under which payments are recorded, e.g. banktransfer');
const timeZone = z.string().max(60).refine(isTimeZone, 'a name of the IANA time zone database');
const score = z.int().min(0).max(100);

const route = { area: 'reconciliation', access: 'integrations:manage' } as const;
const one = { description: 'The instance as it stands now', schema: instanceSchema };

const credentialOf = (body: { identifier: string; secret: string; access_key?: string | undefined }): Credential => ({
  identifier: body.identifier,
  secret: body.secret,
  accessKey: body.access_key ?? null,
});

function addressOf(text: string, rehearsed: boolean): string {
  const address = whmcsAddress(text);
  if (address && (rehearsed || address.startsWith('https://'))) return address;
  throw new CodedError('VALIDATION_FAILED', 'base_url: the https address of WHMCS', {
    fields: [{ field: 'base_url', rule: 'the https address of WHMCS' }],
  });
}

const listInstances = ({ db }: InstanceDeps): Route =>
  defineRoute({
    ...route,
    method: 'get',
    path: '/integrations/whmcs',
    summary: 'WHMCS instances of your organisation; never their credentials',
    responses: { 200: { description: 'All of them', schema: z.object({ instances: z.array(instanceSchema) }) } },
    errors: [],
    handle: async (_context, { tenantId }) => ({
      status: 200,
      body: {
        instances: await db.withTenant(tenantId, async (tx) => {
          const rows = await tx.select().from(whmcsInstances).orderBy(asc(whmcsInstances.createdAt)).limit(1000);
          return Promise.all(rows.map((row) => instanceJson(tx, row)));
        }),
      },
    }),
  });

const register = (deps: InstanceDeps): Route =>
  defineRoute({
    ...route,
    method: 'post',
    path: '/integrations/whmcs',
    summary:
      'Register an instance of WHMCS under a licence key. WHMCS is asked first; it approves nothing without a person yet',
    body: z.strictObject({
      license_key: z.string().min(1).max(200),
      base_url: z.string().max(300).describe('The address of WHMCS; it can not be changed later'),
      name: plainText(100).optional(),
      ...credentialFields,
      gateway,
      time_zone: timeZone.describe('Of the installation, whose days and hours WHMCS writes'),
    }),
    idempotent: true,
    responses: { 201: { ...one, description: 'Registered, and read from now on' } },
    errors: [
      'FORBIDDEN',
      'LICENSE_KEY_UNKNOWN',
      'LICENSE_KEY_SUSPENDED',
      'LICENSE_KEY_EXPIRED',
      'LICENSE_LIMIT_REACHED',
      'VENDOR_CREDENTIAL_REFUSED',
      'INSTANCE_IN_USE',
      'PROVIDER_ERROR',
    ],
    async handle(context, principal, { body }) {
      const { tenantId } = principal;
      const { actor } = personOf(principal);
      const mock = deps.whmcs.isRehearsed;
      const baseUrl = addressOf(body.base_url, mock);
      const keyHash = licenseKeyHash(body.license_key);
      const credential = credentialOf(body);
      await deps.db.withTenant(tenantId, (tx) => assertLicense(tx, keyHash));
      await assertAccepted(deps, baseUrl, credential);
      const name = instanceName(body.name ?? '', baseUrl);
      const wanted = {
        tenantId,
        keyHash,
        name,
        baseUrl,
        credential,
        gateway: body.gateway,
        timeZone: body.time_zone,
        mock,
      };
      return deps.db.withTenant(tenantId, async (tx) => {
        const row = await registerInstance(tx, deps.cipher, wanted, { actor, requestId: context.requestId });
        return { status: 201, body: await instanceJson(tx, row), headers: etag(row.version) };
      });
    },
  });

const showInstance = ({ db }: InstanceDeps): Route =>
  defineRoute({
    ...route,
    method: 'get',
    path: '/integrations/whmcs/:instance_id',
    summary: 'One instance, and how reading it goes',
    params: instanceParams,
    responses: { 200: one },
    errors: ['NOT_FOUND'],
    async handle(_context, { tenantId }, { params }) {
      const id = uuidOr404(params.instance_id);
      return db.withTenant(tenantId, async (tx) => {
        const row = await findInstance(tx, id);
        return { status: 200, body: await instanceJson(tx, row), headers: etag(row.version) };
      });
    },
  });

const patchBody = z
  .strictObject({
    name: plainText(100).min(1).optional(),
    gateway: gateway.optional(),
    time_zone: timeZone.optional(),
    auto_approve: z.boolean().optional(),
    auto_threshold: score.optional(),
    review_threshold: score.optional(),
    auto_limit_minor: z.int().positive().nullable().optional(),
    identifier: credentialFields.identifier.optional(),
    secret: credentialFields.secret.optional(),
    access_key: credentialFields.access_key,
  })
  .refine((changes) => Object.keys(changes).length > 0, 'name at least one change')
  .refine(
    (changes) => (changes.identifier === undefined) === (changes.secret === undefined),
    'identifier and secret come together',
  )
  .refine(
    (changes) => changes.access_key === undefined || changes.identifier !== undefined,
    'an access key comes with its credential',
  );

/** What a body changes, in the words of the books. */
function changesOf(body: z.infer<typeof patchBody>): InstanceChanges {
  const rules: Partial<InstanceRules> = {
    ...(body.auto_approve === undefined ? {} : { autoApprove: body.auto_approve }),
    ...(body.auto_threshold === undefined ? {} : { autoThreshold: body.auto_threshold }),
    ...(body.review_threshold === undefined ? {} : { reviewThreshold: body.review_threshold }),
    ...(body.auto_limit_minor === undefined ? {} : { autoLimitMinor: body.auto_limit_minor }),
  };
  const { identifier, secret } = body;
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.gateway === undefined ? {} : { gateway: body.gateway }),
    ...(body.time_zone === undefined ? {} : { timeZone: body.time_zone }),
    ...(Object.keys(rules).length > 0 ? { rules } : {}),
    ...(identifier && secret ? { credential: credentialOf({ identifier, secret, access_key: body.access_key }) } : {}),
  };
}

function assertThresholds(row: WhmcsInstance, rules: Partial<InstanceRules> = {}): void {
  if ((rules.reviewThreshold ?? row.reviewThreshold) <= (rules.autoThreshold ?? row.autoThreshold)) return;
  const rule = 'at most the score from which nobody is asked';
  throw new CodedError('VALIDATION_FAILED', `review_threshold: ${rule}`, {
    fields: [{ field: 'review_threshold', rule }],
  });
}

const patchInstance = (deps: InstanceDeps): Route =>
  defineRoute({
    ...route,
    method: 'patch',
    path: '/integrations/whmcs/:instance_id',
    summary:
      'Change how an instance is read; it holds from the next reading. What lets the machine record more by itself waits for a second person',
    params: instanceParams,
    body: patchBody,
    responses: {
      200: one,
      202: { ...one, description: 'The rules wait for a second person; whatever else was changed holds' },
    },
    errors: [
      'NOT_FOUND',
      'FORBIDDEN',
      'PRECONDITION_FAILED',
      'VENDOR_CREDENTIAL_REFUSED',
      'PROVIDER_ERROR',
      'RATE_LIMITED',
    ],
    async handle(context, principal, { params, body }) {
      const id = uuidOr404(params.instance_id);
      const person = personOf(principal);
      const { tenantId } = principal;
      const changes = changesOf(body);
      if (changes.credential) {
        const row = await deps.db.withTenant(tenantId, (tx) => findInstance(tx, id));
        await assertAccepted(deps, row.baseUrl, changes.credential);
      }
      return deps.db.withTenant(tenantId, async (tx) => {
        const before = await lockInstance(tx, id);
        assertUnchanged(context, before.version);
        assertThresholds(before, changes.rules);
        const limit = changes.rules?.autoLimitMinor ?? before.autoLimitMinor;
        const by = { ...person, requestId: context.requestId, limitWords: limitText(limit, null) };
        const { row, waits } = await changeInstance(tx, deps.cipher, before, changes, by);
        return { status: waits ? 202 : 200, body: await instanceJson(tx, row), headers: etag(row.version) };
      });
    },
  });

const disconnect = ({ db }: InstanceDeps): Route =>
  defineRoute({
    ...route,
    method: 'post',
    path: '/integrations/whmcs/:instance_id/disconnect',
    summary:
      'End the use of an instance; its credential is forgotten, its invoices stay. Refused while a payment is being recorded',
    params: instanceParams,
    body: z.strictObject({}),
    responses: { 200: one },
    errors: ['NOT_FOUND', 'FORBIDDEN', 'VENDOR_MONEY_OPEN'],
    async handle(context, principal, { params }) {
      const id = uuidOr404(params.instance_id);
      const { actor } = personOf(principal);
      return db.withTenant(principal.tenantId, async (tx) => {
        const by = { actor, requestId: context.requestId };
        const row = await disconnectInstance(tx, await lockInstance(tx, id), by);
        return { status: 200, body: await instanceJson(tx, row) };
      });
    },
  });

/** WHMCS instances of an organisation. Credentials come in here and are never shown again. */
export const instanceRoutes = (deps: InstanceDeps): Route[] => [
  listInstances(deps),
  register(deps),
  showInstance(deps),
  patchInstance(deps),
  disconnect(deps),
];
