import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from './keyRing.ts';

/** Where a ciphertext lives. It is bound to this place: pasted into another row, column or tenant it can't be read. */
export interface FieldPlace {
  tenantId: string;
  table: string;
  column: string;
  rowId: string;
}

export interface FieldCipher {
  readonly currentKeyId: string;
  /** `v1:{key id}:{base64url of nonce, ciphertext and tag}`; AES-256-GCM with the ring's current key. */
  encrypt(place: FieldPlace, plain: string): string;
  /** Throws UnreadableFieldError when the text was changed, moved, or encrypted under a key that is not in the ring. */
  decrypt(place: FieldPlace, ciphertext: string): string;
}

/** Never says why: a wrong key, a changed bit and a foreign row look the same. */
export class UnreadableFieldError extends Error {
  constructor() {
    super('an encrypted field could not be read');
    this.name = 'UnreadableFieldError';
  }
}

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const associatedData = (place: FieldPlace, keyId: string) =>
  Buffer.from(
    JSON.stringify(['countersign/field', VERSION, keyId, place.tenantId, place.table, place.column, place.rowId]),
  );

export function createFieldCipher(ring: KeyRing): FieldCipher {
  return {
    currentKeyId: ring.current,
    encrypt(place, plain) {
      const key = ring.keys[ring.current];
      if (!key) throw new Error('the key ring lacks its current key');
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData(place, ring.current));
      const sealed = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}:${ring.current}:${sealed.toString('base64url')}`;
    },
    decrypt(place, ciphertext) {
      const [version, keyId, body, ...rest] = ciphertext.split(':');
      const key = keyId !== undefined && Object.hasOwn(ring.keys, keyId) ? ring.keys[keyId] : undefined;
      const sealed = Buffer.from(body ?? '', 'base64url');
      // Text that decodes to the same bytes in another spelling is refused too: one value has one ciphertext text.
      const exact = sealed.toString('base64url') === body;
      if (version !== VERSION || !keyId || !key || !exact || rest.length > 0 || sealed.length < NONCE_BYTES + TAG_BYTES)
        throw new UnreadableFieldError();
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        }).setAAD(associatedData(place, keyId));
        decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
        return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        throw new UnreadableFieldError();
      }
    },
  };
}
