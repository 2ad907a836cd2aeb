import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenants } from '../../db/identity/schema.ts';
import { createLimitedChild } from '../../providers/parsing/limitedChild.ts';
import { ALERT_READINGS, createActivities, renderMail } from '../../workers/activities.ts';
import { type AppLogger, logWith } from '../../workers/logger.ts';
import { createOperatorEngine } from '../../workers/operatorEngine.ts';
import { reconcileSchedules, reconcileSearchAttributes } from '../../workers/reconcileEngine.ts';
import { createVendors } from '../../workers/vendors.ts';
import { workerParts } from '../areaParts.ts';
import type { Configuration } from '../configuration.ts';
import { patiently } from '../environment/boot.ts';

interface WorkerProcess {
  db: Database;
  client: Client;
  logger: AppLogger;
}

/** Every activity, with all that the areas' activities need. */
export async function composeActivities(configuration: Configuration, { db, client, logger }: WorkerProcess) {
  const { env, production, secrets } = configuration;
  const operator = createOperatorEngine(client);
  const cipher = createFieldCipher(configuration.fieldRing);
  return createActivities({
    ...(await workerParts(env, { production, secrets, logger })),
    db,
    cipher,
    vendors: createVendors({
      db,
      cipher,
      endpoint: configuration.endpoint,
      whatsappNumberId: configuration.whatsapp.phoneNumberId,
      vendorTenantId: env.VENDOR_TENANT,
    }),
    child: createLimitedChild(),
    production,
    publicUrl: configuration.publicUrl,
    renderMail,
    readings: ALERT_READINGS,
    anchorDirectory: join(configuration.dataDirectory, 'anchors'),
    schedules: (tenantId) => operator.schedules(tenantId).catch(() => null),
    log: logWith(logger),
  });
}

/** The worker's own connection; waits some seconds for a server that is not there yet. */
export const connectWorker = ({ temporal }: Configuration, address: string, logger: AppLogger) =>
  patiently(`the Temporal server ${address}`, logger, () =>
    NativeConnection.connect({ address, ...temporal.connection }),
  );

/** The engine has our search attributes, and the schedules of every tenant as the configuration says. */
export async function reconcileEngine({ schedules }: Configuration, { db, client, logger }: WorkerProcess) {
  await reconcileSearchAttributes(client, (line) => logger.warn(line));
  const all = await db.withPlatform('schedules', (tx) => tx.select({ id: tenants.id }).from(tenants));
  const tenantIds = all.map((tenant) => tenant.id);
  await reconcileSchedules(client, tenantIds, schedules);
}
