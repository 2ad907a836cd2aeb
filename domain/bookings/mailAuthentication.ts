import { type AuthenticationResult, readAuthenticationResults } from './mailHeaders.ts';

/** What the receiving server found out about a mail, for the provider's domain. */
export interface MailProof {
  /** Passed, and comes from the provider's own address. */
  authenticated: boolean;
  dkim: 'pass' | 'fail' | 'none';
  spf: 'pass' | 'fail' | 'none';
  fromProvider: boolean;
  /** The server whose word this is; null when no trusted one spoke. */
  checkedBy: string | null;
}

/** Whose word counts for a tenant, and for which domains. */
export interface ProviderRule {
  email: string;
  /** The server that receives the mail. */
  trusted: string;
  /** Further domains that sign or send for the provider, as the tenant names them. */
  domains: readonly string[];
}

/** Gmail writes this name into its Authentication-Results. */
const TRUSTED_SERVER = 'mx.google.com';

/** Whose mail counts by the settings of a tenant, whose mailbox is at Gmail. */
export const providerRule = (settings: {
  providerEmail: string;
  providerDomains: readonly string[];
}): ProviderRule => ({
  email: settings.providerEmail,
  trusted: TRUSTED_SERVER,
  domains: settings.providerDomains,
});

const isWithin = (domain: string, of: string): boolean => domain === of || domain.endsWith(`.${of}`);
/** Both end in the same two names or more. */
const isRelated = (left: string, right: string): boolean =>
  left.split('.').slice(-2).join('.') === right.split('.').slice(-2).join('.');

/** What the server says of the From domain as a whole; a fail beside a pass is a fail. */
function dmarcOf(results: readonly AuthenticationResult[], wanted: string): 'pass' | 'fail' | 'none' {
  const own = results.filter(({ method }) => method === 'dmarc');
  if (own.some(({ result }) => result === 'fail')) return 'fail';
  return own.length > 0 && own.every((one) => one.result === 'pass' && one.domains.get('header.from') === wanted)
    ? 'pass'
    : 'none';
}

const PROPERTIES: Record<'dkim' | 'spf', readonly string[]> = {
  dkim: ['header.d', 'header.i'],
  spf: ['smtp.mailfrom'],
};

/** "No signature at all" beside a signature, and two senders of one mail: a server writes neither, so somebody else did. */
const contradictsItself = (results: readonly AuthenticationResult[]): boolean => {
  const dkim = results.filter(({ method }) => method === 'dkim');
  const senders = results.filter(({ method, domains }) => method === 'spf' && domains.has('smtp.mailfrom'));
  return senders.length > 1 || (dkim.length > 1 && dkim.some(({ result }) => result === 'none'));
};

/** The verdict of one method for the provider's domains; results for other domains neither prove nor disprove. */
function verdictOf(
  results: readonly AuthenticationResult[],
  method: 'dkim' | 'spf',
  isAligned: (domain: string) => boolean,
): 'pass' | 'fail' | 'none' {
  const aligned = results.filter(({ method: of, domains }) => {
    if (of !== method) return false;
    const named = PROPERTIES[method].flatMap((property) => domains.get(property) ?? []);
    return named.length > 0 && named.every(isAligned);
  });
  if (aligned.length === 0) return 'none';
  // A signature that does not fit stands beside one that does: a person looks.
  if (aligned.some(({ result }) => result === 'fail')) return 'fail';
  return aligned.some(({ result }) => result === 'pass') ? 'pass' : 'fail';
}

/**
 * Reads the Authentication-Results (RFC 8601) that the receiving server wrote. Headers are given as they stand in the
 * mail, topmost first; only the first one counts, and only when `trusted` wrote it and all of it can be read: whatever
 * stands below came along with the mail and proves nothing.
 *
 * Aligned is the domain of the provider's address, a name below it, or a domain the tenant names. A name above or
 * beside it (mail from notify.provider.example, signed by provider.example) is so only when the server says dmarc=pass
 * for exactly the From domain: it knows which names belong together. dmarc=fail is never overruled.
 */
export function proveMail(
  mail: { from: string; authenticationResults: readonly string[] },
  provider: ProviderRule,
): MailProof {
  const email = provider.email.trim().toLowerCase();
  const wanted = email.split('@').at(-1) ?? '';
  const read = readAuthenticationResults(mail.authenticationResults[0] ?? '');
  const fromProvider = mail.from.trim().toLowerCase() === email;
  if (read?.server !== provider.trusted || contradictsItself(read.results))
    return { authenticated: false, dkim: 'none', spf: 'none', fromProvider, checkedBy: null };
  const dmarc = dmarcOf(read.results, wanted);
  const named = [wanted, ...provider.domains.map((domain) => domain.toLowerCase())];
  const isAligned = (domain: string) =>
    named.some((one) => isWithin(domain, one)) || (dmarc === 'pass' && isRelated(domain, wanted));
  const dkim = verdictOf(read.results, 'dkim', isAligned);
  const spf = verdictOf(read.results, 'spf', isAligned);
  // The sender's server does not speak for a signature that does not fit: somebody changed the text.
  const holds = dkim !== 'fail' || dmarc === 'pass';
  const authenticated = fromProvider && dmarc !== 'fail' && (dkim === 'pass' || (spf === 'pass' && holds));
  return { authenticated, dkim, spf, fromProvider, checkedBy: read.server };
}
