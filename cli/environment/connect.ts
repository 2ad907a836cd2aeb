import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { type Database, openDatabase } from '../../db/database.ts';
import { createDataConverter } from '../../workers/dataConverter.ts';
import { transactionDuration } from '../../workers/metrics.ts';
import type { Configuration } from '../configuration.ts';

export interface TemporalAccess {
  client: Client;
  dataConverter: DataConverter;
  address: string;
}

/** The configured database. Throws with advice when none is configured and none runs. */
export function openConfiguredDatabase(configuration: Configuration, poolMax: number): Database {
  if (!configuration.ownerUrl)
    throw new Error('no database: set DATABASE_URL, or start the embedded one with `npm run up`');
  return openDatabase(configuration.databaseUrls(configuration.ownerUrl), poolMax, (kind, seconds) =>
    transactionDuration.observe({ kind }, seconds),
  );
}

/** Client of the configured Temporal server; connects lazily, so a server that is down does not stop the caller's boot. */
export function temporalAccess({ temporal, codecRing }: Configuration): TemporalAccess {
  const { address, namespace } = temporal;
  if (!address)
    throw new Error('no Temporal server: set TEMPORAL_ADDRESS, or start the embedded one with `npm run up`');
  const dataConverter = createDataConverter(codecRing);
  const connection = Connection.lazy({ address, ...temporal.connection });
  return { client: new Client({ connection, namespace, dataConverter }), dataConverter, address };
}
