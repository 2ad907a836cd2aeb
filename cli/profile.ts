/** Whether only this machine reaches an address: a host name, or one as a URL writes it. What is not known for sure is not. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/** How this machine itself gets to a server that listens on `host`, as a URL writes it. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

interface Profile {
  production: boolean;
  /** Why it is production though APP_ENV does not say so; null when it does, and outside production. */
  because: string | null;
  /** Whether only people at this machine get to the API. */
  onLoopback: boolean;
}

const hostOf = (url: string): string => {
  try {
    return new URL(url).hostname;
  } catch {
    return '';
  }
};

/**
 * The one place that decides what this installation is. APP_ENV says it. Without APP_ENV, an image (NODE_ENV=production)
 * and whatever others can reach are production: nobody who forgets a variable serves a rehearsal to the world.
 */
export function profileOf(source: NodeJS.ProcessEnv): Profile {
  const reached = [
    ...(source.HOST && !isLoopback(source.HOST) ? [`HOST is ${source.HOST}`] : []),
    ...(source.PUBLIC_URL && !isLoopback(hostOf(source.PUBLIC_URL)) ? [`PUBLIC_URL is ${source.PUBLIC_URL}`] : []),
    ...(source.TRUST_PROXY ? ['TRUST_PROXY names a proxy'] : []),
  ];
  const onLoopback = reached.length === 0;
  if (source.APP_ENV) return { production: source.APP_ENV === 'production', because: null, onLoopback };
  const [because = null] = [...(source.NODE_ENV === 'production' ? ['NODE_ENV is production'] : []), ...reached];
  return { production: because !== null, because, onLoopback };
}
