/** What a WHMCS instance is set to. Scores are 0 to 100; the amount is in minor units of the invoice's currency. */
export interface InstanceRules {
  /** Matches that score at least this may be approved without a person, where `autoApprove` is on. */
  autoThreshold: number;
  /** Matches below this are not proposed. */
  reviewThreshold: number;
  autoApprove: boolean;
  /** Most that a match may be worth to be approved without a person; null = no match is. */
  autoLimitMinor: number | null;
}

export const FIRST_RULES: InstanceRules = {
  autoThreshold: 95,
  reviewThreshold: 60,
  autoApprove: false,
  autoLimitMinor: null,
};

/** What the machine may record by itself: the score from which, and up to which amount; null = nothing. */
const reach = ({ autoApprove, autoLimitMinor, autoThreshold }: InstanceRules) =>
  autoApprove && autoLimitMinor !== null ? { limit: autoLimitMinor, threshold: autoThreshold } : null;

/** Whether the machine may record more by itself afterwards; then a second person approves the change. */
export function widensInstance(before: InstanceRules, after: InstanceRules): boolean {
  const [had, has] = [reach(before), reach(after)];
  if (!has) return false;
  return !had || has.limit > had.limit || has.threshold < had.threshold;
}

/** How a change of the rules is said to whoever approves it. */
export function rulesSummary(name: string, after: InstanceRules, limitWords: string): string {
  return `Matches of ${name} are approved without a person from a score of ${after.autoThreshold}, up to ${limitWords}`;
}

/**
 * The address of an installation of WHMCS, without a path below its own and without a trailing slash; null when it is none. One
 * installation has one: a point behind its name, slashes twice and the pages of its API are taken off.
 */
export function whmcsAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!plain || !['https:', 'http:'].includes(url.protocol)) return null;
  const host = url.host.replace(/\.+(?=:\d+$|$)/, '');
  const path = url.pathname
    .replaceAll(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
    .replace(/\/(?:includes\/api\.php|index\.php)$/, '');
  return `${url.protocol}//${host}${path}`;
}

/** An instance as people know it: the host, where nobody gave it a name. */
export const instanceName = (name: string, baseUrl: string): string => name || new URL(baseUrl).host;
