/** States of a licence key. Only an active one that is not past its day lets a WHMCS instance be registered or read. */
export const LICENSE_STATES = ['active', 'suspended', 'expired'] as const;
export type LicenseState = (typeof LICENSE_STATES)[number];

/** What the books know of a licence key; `instances` are those registered under it. */
interface LicenseFacts {
  state: LicenseState;
  expiresAt: Date | null;
  instanceLimit: number;
}

export type LicenseProblem =
  | 'LICENSE_KEY_UNKNOWN'
  | 'LICENSE_KEY_SUSPENDED'
  | 'LICENSE_KEY_EXPIRED'
  | 'LICENSE_LIMIT_REACHED';

/** The state that holds now: one whose day has passed is expired, whatever was written last. */
export function licenseStateAt(license: Pick<LicenseFacts, 'state' | 'expiresAt'>, now: Date): LicenseState {
  const past = license.expiresAt !== null && license.expiresAt.getTime() <= now.getTime();
  return past && license.state === 'active' ? 'expired' : license.state;
}

/** Why a licence lets nothing be read now, or null. */
export function licenseProblem(
  license: Pick<LicenseFacts, 'state' | 'expiresAt'> | undefined,
  now: Date,
): LicenseProblem | null {
  if (!license) return 'LICENSE_KEY_UNKNOWN';
  const state = licenseStateAt(license, now);
  if (state === 'suspended') return 'LICENSE_KEY_SUSPENDED';
  return state === 'expired' ? 'LICENSE_KEY_EXPIRED' : null;
}

/** Why one more instance may not be registered under a licence that has `instances` of them, or null. */
export const registrationProblem = (
  license: LicenseFacts | undefined,
  instances: number,
  now: Date,
): LicenseProblem | null =>
  licenseProblem(license, now) ?? (license && instances < license.instanceLimit ? null : 'LICENSE_LIMIT_REACHED');
