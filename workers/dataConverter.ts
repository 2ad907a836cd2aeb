import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import type { KeyRing } from '../db/encryption/keyRing.ts';
import { EncryptionCodec } from './codec.ts';

/** The one data converter of client, worker and replay. `ring` null switches the codec off (tests of the search for secrets). */
export function createDataConverter(ring: KeyRing | null): DataConverter {
  return {
    failureConverterPath: join(import.meta.dirname, 'failureConverter.ts'),
    ...(ring ? { payloadCodecs: [new EncryptionCodec(ring)] } : {}),
  };
}
