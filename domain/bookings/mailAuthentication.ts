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

const domainOf = (address: string): string => address.toLowerCase().split('@').at(-1)?.trim() ?? '';

/** The provider's domain itself or a name below it. */
const belongs = (domain: string, provider: string): boolean => domain === provider || domain.endsWith(`.${provider}`);

/** Takes comments out: their text may look like results. */
const withoutComments = (header: string): string => {
  let depth = 0;
  let text = '';
  for (const character of header) {
    if (character === '(') depth += 1;
    else if (character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) text += character;
  }
  return text;
};

/**
 * Reads the Authentication-Results (RFC 8601) that the receiving server wrote. Headers are given as they stand in the
 * mail, topmost first; only the first one counts, and only when `trusted` wrote it: whatever stands below came along
 * with the mail and proves nothing.
 */
export function proveMail(
  mail: { from: string; authenticationResults: readonly string[] },
  provider: { email: string; trusted: string },
): MailProof {
  const wanted = domainOf(provider.email);
  const [server = '', ...parts] = withoutComments(mail.authenticationResults[0] ?? '').split(';');
  const checkedBy = server.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
  const proof: MailProof = {
    authenticated: false,
    dkim: 'none',
    spf: 'none',
    fromProvider: mail.from.trim().toLowerCase() === provider.email.toLowerCase(),
    checkedBy: checkedBy === provider.trusted ? checkedBy : null,
  };
  if (!proof.checkedBy) return proof;
  for (const part of parts) {
    const [, method, result] = /^\s*(dkim|spf)\s*=\s*(\w+)/i.exec(part) ?? [];
    if (!method || !result) continue;
    const property =
      method.toLowerCase() === 'dkim'
        ? /header\.(?:d|i)\s*=\s*"?([^\s";]+)/i.exec(part)?.[1]
        : /smtp\.mailfrom\s*=\s*"?([^\s";]+)/i.exec(part)?.[1];
    const aligned = property !== undefined && belongs(domainOf(property), wanted);
    const name = method.toLowerCase() === 'dkim' ? 'dkim' : 'spf';
    // Another signature of somebody else's domain neither proves nor disproves.
    if (aligned && proof[name] !== 'pass') proof[name] = result.toLowerCase() === 'pass' ? 'pass' : 'fail';
  }
  return { ...proof, authenticated: proof.fromProvider && (proof.dkim === 'pass' || proof.spf === 'pass') };
}
