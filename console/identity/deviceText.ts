const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['HeadlessChrome', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Version', 'Safari'],
] as const;
const SYSTEMS = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
] as const;

/** A browser's name for itself in words, e.g. `Chrome 156 on Linux`; programs keep their own short name. */
export function deviceText(userAgent: string | null): string {
  if (!userAgent) return 'Not known';
  for (const [token, name] of BROWSERS) {
    const version = new RegExp(`\\b${token}/(\\d+)`).exec(userAgent)?.[1];
    if (!version) continue;
    const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
    return `${name} ${version}${system ? ` on ${system}` : ''}`;
  }
  return userAgent.startsWith('Mozilla/') ? 'A browser' : `A program: ${userAgent.split('/')[0]?.slice(0, 40)}`;
}
