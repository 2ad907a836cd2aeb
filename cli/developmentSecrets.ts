import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Secrets of a development installation, made once and kept under the data folder; production brings its own. */
export interface DevelopmentSecrets {
  jwtPrivateKey: string;
  codecKeys: string;
  appPassword: string;
  platformPassword: string;
  webhookSecret: string;
  whatsappSecret: string;
  whatsappToken: string;
  sessionSecret: string;
  /** RSA key of the application at the simulated Enable Banking (PEM). */
  bankApplicationKey: string;
  gocardlessSecret: string;
  fieldKeys: string;
}

const rsaKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const secretMakers: { [Name in keyof DevelopmentSecrets]: () => string } = {
  jwtPrivateKey: rsaKey,
  bankApplicationKey: rsaKey,
  gocardlessSecret: () => randomBytes(24).toString('base64url'),
  codecKeys: () => `dev1:${randomBytes(32).toString('base64url')}`,
  appPassword: () => randomBytes(18).toString('base64url'),
  platformPassword: () => randomBytes(18).toString('base64url'),
  webhookSecret: () => `whsec_${randomBytes(24).toString('base64url')}`,
  whatsappSecret: () => randomBytes(24).toString('base64url'),
  whatsappToken: () => randomBytes(24).toString('base64url'),
  sessionSecret: () => randomBytes(32).toString('base64url'),
  fieldKeys: () => randomBytes(32).toString('base64url'),
};

const LOCK_TRIES = 100;
const LOCK_WAIT_MS = 50;

/** The secrets kept under the data folder. Those a newer version needs are added to what is there; none is made anew. */
export function developmentSecrets(directory: string): DevelopmentSecrets {
  const file = join(directory, 'development-secrets.json');
  const lock = `${file}.lock`;
  const read = (): Partial<DevelopmentSecrets> => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const isWhole = (secrets: Partial<DevelopmentSecrets>): secrets is DevelopmentSecrets =>
    Object.keys(secretMakers).every((name) => name in secrets);
  for (let tries = 0; ; tries += 1) {
    const kept = read();
    if (isWhole(kept)) return kept;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    try {
      // Several processes may start at once on a fresh folder, and all must end up with the same secrets.
      if (tries < LOCK_TRIES) writeFileSync(lock, '', { flag: 'wx' });
    } catch (error) {
      // Somebody else is at it; a folder that can't be written to will not get better by waiting.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_WAIT_MS);
      continue;
    }
    const now = read();
    const made = Object.entries(secretMakers).filter(([name]) => !(name in now));
    const secrets = { ...now, ...Object.fromEntries(made.map(([name, make]) => [name, make()])) };
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(secrets), { mode: 0o600 });
    renameSync(fresh, file);
    rmSync(lock, { force: true });
  }
}
