import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { KeyRing } from '../db/encryption/keyRing.ts';

// A CommonJS package: its names are on the default export.
const { temporal } = proto;

const ENCODING = 'binary/encrypted-v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
// Binds a ciphertext to this use of the keys, so that it can't be pasted in from a database column.
const ASSOCIATED_DATA = Buffer.from('countersign/temporal-payload/v1');

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (value: Uint8Array | null | undefined) => (value ? new TextDecoder().decode(value) : '');

/**
 * Decodes to this instead of throwing: an error inside the codec would wedge the workflow task, so what can't be read
 * becomes a value that every handler refuses.
 */
const UNREADABLE_PAYLOAD: Payload = {
  metadata: { encoding: bytes('json/plain') },
  data: bytes('{"countersign/unreadable":true}'),
};

/** AES-256-GCM over whole payloads, with the key's id in the metadata. On by default for client, worker and replay. */
export class EncryptionCodec implements PayloadCodec {
  readonly #current: string;
  /** Prepared once: a cipher from raw bytes takes three times as long. */
  readonly #keys: Map<string, KeyObject>;

  constructor(ring: KeyRing) {
    this.#current = ring.current;
    this.#keys = new Map(Object.entries(ring.keys).map(([id, key]) => [id, createSecretKey(key)]));
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    const key = this.#keys.get(this.#current);
    if (!key) throw new Error('the key ring lacks its current key');
    return payloads.map((payload) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(ASSOCIATED_DATA);
      const plain = temporal.api.common.v1.Payload.encode(payload).finish();
      const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { metadata: { encoding: bytes(ENCODING), 'encryption-key-id': bytes(this.#current) }, data };
    });
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => this.#decodeOne(payload));
  }

  #decodeOne(payload: Payload): Payload {
    const { metadata, data } = payload;
    const key = this.#keys.get(textOf(metadata?.['encryption-key-id']));
    if (textOf(metadata?.encoding) !== ENCODING || !data || !key || data.length < NONCE_BYTES + TAG_BYTES)
      return UNREADABLE_PAYLOAD;
    try {
      const sealed = Buffer.from(data);
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES)).setAAD(ASSOCIATED_DATA);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      // Memory of its own: a slice of Node's 64 KB pool would be copied whole when it goes to the workflow thread.
      const plain = new Uint8Array(
        Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]),
      );
      const decoded = temporal.api.common.v1.Payload.decode(plain);
      return { metadata: decoded.metadata, data: decoded.data };
    } catch {
      return UNREADABLE_PAYLOAD;
    }
  }
}
