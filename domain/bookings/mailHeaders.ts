/** A word, a quoted string or a mark of a structured header (RFC 5322), comments and folding left out. */
interface Token {
  kind: 'word' | 'string' | 'mark';
  text: string;
  /** Nothing stood between it and the one before. */
  glued: boolean;
}

/**
 * Where a comment ends, or -1 when it does not. A quotation mark means nothing in a comment by the letter of the RFC;
 * servers print addresses there all the same, so both ways of reading are tried by who asks.
 */
function commentEnd(header: string, from: number, quotes: boolean): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < header.length; at += 1) {
    const character = header[at];
    if (character === '\\') at += 1;
    else if (quotes && character === '"') quoted = !quoted;
    else if (!quoted && character === '(') depth += 1;
    else if (!quoted && character === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** A quoted string from its opening mark: its text and where it ends; null when it does not. */
function quotedString(header: string, from: number): { text: string; end: number } | null {
  let text = '';
  for (let at = from + 1; at < header.length; at += 1) {
    if (header[at] === '"') return { text, end: at + 1 };
    if (header[at] === '\\') at += 1;
    text += header[at] ?? '';
  }
  return null;
}

/** Tokens of a header, split at `marks`; null when a quotation or a comment does not end. */
function tokensOf(header: string, marks: string, quotesInComments: boolean): Token[] | null {
  const tokens: Token[] = [];
  let glued = false;
  let at = 0;
  const add = (kind: Token['kind'], text: string, end: number) => {
    tokens.push({ kind, text, glued });
    glued = true;
    at = end;
  };
  while (at < header.length) {
    const character = header[at] ?? '';
    if (/\s/.test(character)) {
      glued = false;
      at += 1;
    } else if (character === '(') {
      glued = false;
      at = commentEnd(header, at, quotesInComments);
      if (at < 0) return null;
    } else if (character === '"') {
      const string = quotedString(header, at);
      if (!string) return null;
      add('string', string.text, string.end);
    } else if (character === ')') return null;
    else if (marks.includes(character)) add('mark', character, at + 1);
    else {
      let end = at;
      while (end < header.length && !/[\s()"]/.test(header[end] ?? '') && !marks.includes(header[end] ?? '')) end += 1;
      add('word', header.slice(at, end), end);
    }
  }
  return tokens;
}

/** Tokens that both ways of reading comments agree on; null when they do not: then nobody can say what was meant. */
function certainTokens(header: string, marks: string): Token[] | null {
  const [byLetter, asPrinted] = [tokensOf(header, marks, false), tokensOf(header, marks, true)];
  return byLetter && asPrinted && JSON.stringify(byLetter) === JSON.stringify(asPrinted) ? byLetter : null;
}

const ADDRESS = /^[^\s@"<>(),:;\\[\]]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/**
 * The address of a From header that holds exactly one plain mailbox, lower case; null for groups, lists, quoted local
 * parts and whatever else may be read in two ways. The header is given as it stands, encoded words and all.
 */
export function singleMailbox(header: string): string | null {
  const tokens = certainTokens(header, '<>,:;@');
  if (!tokens || tokens.some(({ kind, text }) => kind === 'mark' && ',:;'.includes(text))) return null;
  const isMark = (token: Token | undefined, text: string) => token?.kind === 'mark' && token.text === text;
  const open = tokens.findIndex((token) => isMark(token, '<'));
  const inside = open < 0 ? tokens : tokens.slice(open + 1, -1);
  if (open >= 0 && (!isMark(tokens.at(-1), '>') || tokens.slice(0, open).some(({ kind }) => kind === 'mark')))
    return null;
  if (inside.some(({ kind, text }) => kind === 'string' || text === '<' || text === '>')) return null;
  if (open < 0 && inside.slice(1).some(({ glued }) => !glued)) return null;
  const address = inside.map(({ text }) => text).join('');
  return ADDRESS.test(address) ? address.toLowerCase() : null;
}

/** One result of an Authentication-Results header; `properties` by lower-case name, each a domain or address. */
export interface AuthenticationResult {
  method: string;
  result: string;
  /** Domain of each property that has one, lower case. */
  domains: Map<string, string>;
}

const DOMAIN = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;

/** Domain of a property's value: of `"x; y"@evil.example` it is evil.example, whatever stands in the quotes. */
function domainOf(value: readonly Token[]): string | null {
  const [first] = value;
  const text = value.map((token) => (token.kind === 'string' && value.length > 1 ? '' : token.text)).join('');
  // A value that is quoted as a whole is an address only in its plain form.
  if (value.length === 1 && first?.kind === 'string' && !/^[^\s"@;()<>=]*@?[a-z0-9.-]+$/i.test(text)) return null;
  const domain = text.split('@').at(-1)?.toLowerCase() ?? '';
  return DOMAIN.test(domain) ? domain : null;
}

/** One part between semicolons; null when it is not written as RFC 8601 says. */
function resultOf(tokens: readonly Token[]): AuthenticationResult | null {
  const pairs: { name: string; value: Token[] }[] = [];
  let at = 0;
  while (at < tokens.length) {
    let name = '';
    while (at < tokens.length && tokens[at]?.text !== '=') {
      if (tokens[at]?.kind !== 'word') return null;
      name += tokens[at]?.text ?? '';
      at += 1;
    }
    at += 1;
    const value: Token[] = [];
    while (at < tokens.length && (value.length === 0 || tokens[at]?.glued)) value.push(tokens[at++] as Token);
    if (value.length === 0 || !/^[a-z0-9][\w./-]*$/i.test(name)) return null;
    pairs.push({ name: name.toLowerCase(), value });
  }
  const [first, ...properties] = pairs;
  if (first?.value.length !== 1 || first.value[0]?.kind !== 'word') return null;
  if (new Set(properties.map(({ name }) => name)).size !== properties.length) return null;
  return {
    method: first.name.replace(/\/\d+$/, ''),
    result: first.value[0].text.toLowerCase(),
    domains: new Map(
      properties.flatMap(({ name, value }) => {
        const domain = domainOf(value);
        return domain === null ? [] : [[name, domain] as const];
      }),
    ),
  };
}

/**
 * Reads one Authentication-Results header (RFC 8601). Null when any of it can't be read for certain: half a header is
 * no proof.
 */
export function readAuthenticationResults(header: string): { server: string; results: AuthenticationResult[] } | null {
  const tokens = certainTokens(header, ';=');
  if (!tokens) return null;
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'mark' && token.text === ';') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  const [head = [], ...rest] = parts;
  // The server's name, and the version of the format.
  const [server, version] = head;
  if (!server || head.length > 2 || server.kind === 'mark' || (version && !/^\d+$/.test(version.text))) return null;
  const results: AuthenticationResult[] = [];
  for (const part of rest) {
    if (part.length === 0 || (part.length === 1 && part[0]?.text.toLowerCase() === 'none')) continue;
    const result = resultOf(part);
    if (!result) return null;
    results.push(result);
  }
  return { server: server.text.toLowerCase(), results };
}
