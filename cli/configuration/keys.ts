import { readSigningKeys } from '../../api/http/signingKeys.ts';
import { type KeyRing, parseKeyRing } from '../../db/encryption/keyRing.ts';
import type { Environment } from '../environmentSchema.ts';
import type { Installation } from '../slice.ts';

const reason = (error: unknown) => (error instanceof Error ? error.message : 'unreadable');

/** Keys of payloads, of columns and of access tokens, and everything that is wrong with them. */
export function readKeys(env: Environment, { production, secrets }: Installation) {
  const problems: string[] = [];
  const ringOf = (name: string, text: string): KeyRing => {
    try {
      return parseKeyRing(text);
    } catch (error) {
      problems.push(`${name}: ${reason(error)}`);
      return { current: '', keys: {} };
    }
  };
  const codecKeys = env.TEMPORAL_CODEC_KEYS ?? secrets?.codecKeys ?? '';
  const codecRing = env.TEMPORAL_PAYLOAD_CODEC ? ringOf('TEMPORAL_CODEC_KEYS', codecKeys) : null;
  const fieldRing = ringOf('TOKEN_ENCRYPTION_KEY', env.TOKEN_ENCRYPTION_KEY ?? secrets?.fieldKeys ?? '');
  if (production && !codecRing) problems.push('TEMPORAL_PAYLOAD_CODEC must be on in production');
  const jwtPrivateKeyPem = env.JWT_PRIVATE_KEY ?? secrets?.jwtPrivateKey ?? '';
  try {
    readSigningKeys(jwtPrivateKeyPem);
  } catch (error) {
    problems.push(`JWT_PRIVATE_KEY: ${reason(error)}`);
  }
  return { codecRing, fieldRing, jwtPrivateKeyPem, problems };
}
