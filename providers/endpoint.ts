/** Where a vendor is spoken to; `mock` is true when that is the bundled sandbox. */
export interface VendorEndpoint {
  baseUrl: string;
  /** A key or token; where `clientId` is given, the secret of that client, which gets access tokens with it. */
  credential: string;
  clientId?: string;
  mock: boolean;
}

/** A token must not travel in clear text: http is for this machine, or for the sandbox outside production. */
export function assertSafeBaseUrl(baseUrl: string, allowHttp: boolean): void {
  const url = new URL(baseUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (loopback || allowHttp))) {
    throw new Error(`refusing ${url.protocol}//${url.hostname}: only https, or http on this machine`);
  }
}
