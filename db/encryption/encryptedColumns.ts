import { slicesOf } from '../../domain/merge.ts';
import * as AREAS from '../areas.ts';
import type { EncryptedColumn } from '../slice.ts';

/** Every encrypted column of the books: what key rotation goes through. */
export const ENCRYPTED_COLUMNS: readonly EncryptedColumn[] = slicesOf(AREAS, 'encryptedColumns').flat();
