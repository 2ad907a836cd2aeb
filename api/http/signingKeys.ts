import { createPrivateKey, type KeyObject } from 'node:crypto';

const PEM = /-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g;

/** RSA keys of one or more PEM blocks, newest first: the first signs, all verify. Throws when one is unreadable or short. */
export function readSigningKeys(pem: string): KeyObject[] {
  const keys = (pem.replaceAll('\\n', '\n').match(PEM) ?? []).map((block) => {
    try {
      return createPrivateKey(block);
    } catch {
      throw new Error('JWT_PRIVATE_KEY holds an unreadable PEM block');
    }
  });
  if (keys.length === 0) throw new Error('JWT_PRIVATE_KEY holds no PEM private key');
  for (const key of keys)
    if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048)
      throw new Error('JWT_PRIVATE_KEY needs RSA keys of 2048 bits or more');
  return keys;
}
