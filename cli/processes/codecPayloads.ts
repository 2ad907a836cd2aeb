import type { PayloadJson } from '../../api/operations/codecRoutes.ts';
import { EncryptionCodec } from '../../workers/codec.ts';
import type { Configuration } from '../configuration.ts';

const toBytes = (payload: PayloadJson) => ({
  metadata: Object.fromEntries(
    Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value, 'base64')]),
  ),
  data: Buffer.from(payload.data ?? '', 'base64'),
});
const toJson = (payload: { metadata?: Record<string, Uint8Array> | null; data?: Uint8Array | null }): PayloadJson => ({
  metadata: Object.fromEntries(
    Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(payload.data ?? []).toString('base64'),
});

/** Payloads of workflows as the engine's own screens ask for them; without a codec they are what they were. */
export function codecPayloads({ codecRing }: Configuration) {
  const codec = codecRing ? new EncryptionCodec(codecRing) : null;
  return {
    encode: async (payloads: PayloadJson[]) =>
      codec ? (await codec.encode(payloads.map(toBytes))).map(toJson) : payloads,
    decode: async (payloads: PayloadJson[]) =>
      codec ? (await codec.decode(payloads.map(toBytes))).map(toJson) : payloads,
  };
}
