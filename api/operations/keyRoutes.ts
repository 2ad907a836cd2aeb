import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { createProcess } from '../../books/operations/createProcess.ts';
import type { Database } from '../../db/database.ts';
import { ENCRYPTED_COLUMNS } from '../../db/encryption/encryptedColumns.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenants } from '../../db/identity/schema.ts';
import { runsOf } from '../../db/processes.ts';
import { TASK_QUEUES } from '../../temporal.config.ts';
import {
  KEY_ROTATION_WORKFLOW,
  type KeyRotationInput,
  keyRotationWorkflowId,
} from '../../workflows/operations/contract.ts';
import { defineRoute, type Route } from '../http/route.ts';

export interface KeyAdminDeps {
  db: Database;
  cipher: FieldCipher;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
}

const countKeys = ({ db, cipher }: KeyAdminDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/keys',
    budget: 'admin',
    area: 'admin',
    summary: 'How many encrypted fields each key still reads; a key with none may leave the ring',
    access: 'admin:keys',
    responses: {
      200: {
        description: 'Key ids, never keys',
        schema: z.object({
          current: z.string(),
          fields: z.array(z.object({ key_id: z.string(), fields: z.int() })),
        }),
      },
    },
    errors: [],
    async handle() {
      const counts = new Map<string, number>([[cipher.currentKeyId, 0]]);
      const all = await db.withPlatform('keys', (tx) => tx.select({ id: tenants.id }).from(tenants));
      for (const { id } of all)
        for (const { table, column } of ENCRYPTED_COLUMNS) {
          const field = sql.identifier(column);
          const rows = await db.withTenant(id, (tx) =>
            tx.execute(
              sql`select split_part(${field}, ':', 2) as key_id, count(*) as fields from ${sql.identifier(table)} where ${field} is not null group by 1`,
            ),
          );
          for (const row of rows)
            counts.set(String(row.key_id), (counts.get(String(row.key_id)) ?? 0) + Number(row.fields));
        }
      const fields = [...counts].map(([keyId, count]) => ({ key_id: keyId, fields: count }));
      return { status: 200, body: { current: cipher.currentKeyId, fields } };
    },
  });

const rotateKeys = ({ db, cipher, startProcess }: KeyAdminDeps): Route =>
  defineRoute({
    method: 'post',
    path: '/admin/keys/rotation',
    budget: 'admin',
    area: 'admin',
    summary: 'Re-encrypt every field under the newest key of the ring; the same rotation again joins it',
    access: 'admin:keys',
    responses: {
      202: {
        description: 'The rotation; its progress is in the query `state` and in GET /admin/keys',
        schema: z.object({
          workflow_id: z.string(),
          run_id: z.uuid().nullable(),
          key_id: z.string(),
          status_url: z.string(),
        }),
      },
    },
    errors: [],
    async handle(_context, principal) {
      const { tenantId, actor } = principal;
      const keyId = cipher.currentKeyId;
      const { process } = await db.withTenant(tenantId, async (tx) => {
        const { last, next } = await runsOf(tx, 'key-rotation', keyId);
        return createProcess(tx, {
          tenantId,
          kind: 'key-rotation',
          subject: keyId,
          title: 'Encrypt all fields with the newest key',
          run: last?.status === 'open' ? last.run : next,
          workflowType: KEY_ROTATION_WORKFLOW,
          workflowId: keyRotationWorkflowId(tenantId, keyId),
          taskQueue: TASK_QUEUES.core,
          input: (processId) => ({ tenantId, processId, keyId }) satisfies KeyRotationInput,
          startedBy: actor,
        });
      });
      const runId = process.runId ?? (await startProcess(tenantId, process.id));
      return {
        status: 202,
        body: { workflow_id: process.workflowId, run_id: runId, key_id: keyId, status_url: '/api/v1/admin/keys' },
      };
    },
  });

/** Keys of encrypted fields: which are in use, and the rotation to the newest one. Keys themselves never pass here. */
export function keyRoutes(deps: KeyAdminDeps): Route[] {
  return [countKeys(deps), rotateKeys(deps)];
}
