import type { FieldCipher } from '../encryption/fieldCipher.ts';

type Sealed =
  | { table: 'bank_connections'; column: 'access_token' | 'refresh_token' | 'begun' | 'auth_code' }
  | { table: 'bank_accounts'; column: 'number' | 'holder' }
  | { table: 'bank_number_keys'; column: 'secret' };
type Row = { id: string; tenantId: string };

const placeOf = (row: Row, place: Sealed) => ({ tenantId: row.tenantId, rowId: row.id, ...place });

/** Encrypts a column of a connection, account or key of numbers. */
export const seal = (cipher: FieldCipher, row: Row, place: Sealed, text: string): string =>
  cipher.encrypt(placeOf(row, place), text);

/** Reads an encrypted column. Throws UnreadableFieldError when its key is gone. */
export const unseal = (cipher: FieldCipher, row: Row, place: Sealed, text: string | null): string | null =>
  text === null ? null : cipher.decrypt(placeOf(row, place), text);
