import { isIPv6 } from 'node:net';
import type { RateLimits } from './rateLimits.ts';
import type { Route } from './route.ts';
import type { Principal } from './tokens.ts';

/** What holds for one caller in a minute; a tenant's people of one sort together get ten times as many. */
const TENANT_SHARE = 10;
/** All sign-ups of a tenant with an address that nobody has proved. */
const UNPROVED_SHARE = 3;
const ADMIN_SHARE = 0.4;
const WEBHOOK_SHARE = 2;
const WINDOW_SECONDS = 60;

export interface RequestLimits {
  /** Counts a request of somebody who is known, or of an address. Throws RATE_LIMITED. */
  count(
    route: Pick<Route, 'budget' | 'urgent'>,
    caller: { principal: Principal | null; client: string | null; network: string },
  ): Promise<void>;
  /** Counts a caller whose key or token proved nothing; nobody who proves something ever waits for these. Throws RATE_LIMITED. */
  countStranger(by: 'key' | 'token', network: string): Promise<void>;
}

/** Customers, staff and keys of a tenant don't spend each other's share; nor do sign-ups, of which anybody makes many. */
function sortOf({ kind, roles, unproved }: Principal): string {
  if (kind === 'service') return 'keys';
  if (roles.some((role) => role !== 'user')) return 'staff';
  return unproved ? 'unproved' : 'customers';
}

/** An address without the brackets and the port that some proxies write. */
function bareAddress(address: string): string {
  const bracketed = /^\[([^\]]*)\](:\d+)?$/.exec(address)?.[1];
  return bracketed ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}

/** The eight groups of an IPv6 address as numbers; an IPv4 address at its end counts as two of them. */
function groupsOf(address: string): number[] {
  const plain = address
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...bytes) =>
      [0, 2].map((at) => (Number(bytes[at]) * 256 + Number(bytes[at + 1])).toString(16)).join(':'),
    );
  const [before = [], after = []] = plain
    .split('::')
    .map((part) => part.split(':').filter(Boolean))
    .map((part) => part.map((group) => Number.parseInt(group, 16)));
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/** The network of an address: whoever has one IPv6 address has the whole /64. */
export function networkOf(written: string): string {
  const address = bareAddress(written);
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  // IPv4 in IPv6, ::ffff:192.0.2.7 or ::ffff:c000:207.
  if (groups.slice(0, 6).join() === '0,0,0,0,0,65535') return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** `requestsPerMinute` 0 = no limit, except for wrong keys. `authPerMinute`: wrong keys of one network. */
export function createRequestLimits(
  rateLimits: RateLimits,
  { requestsPerMinute, authPerMinute }: { requestsPerMinute: number; authPerMinute: number },
): RequestLimits {
  const take = (bucket: string, share = 1) =>
    rateLimits.takeOften(bucket, { capacity: Math.ceil(requestsPerMinute * share), windowSeconds: WINDOW_SECONDS });
  return {
    async count({ budget, urgent }, { principal, client, network }) {
      if (requestsPerMinute === 0 || budget === 'none') return;
      if (!principal) {
        // Sign-in and webhooks keep their own share of an address, whatever else comes from there.
        if (client) await take(`requests:${client}`);
        else if (budget === 'webhooks') await take(`requests:webhooks:${network}`, WEBHOOK_SHARE);
        else await take(`requests:${budget === 'auth' ? 'auth' : 'public'}:${network}`);
      } else if (urgent) await take(`requests:urgent:${principal.actor}`, ADMIN_SHARE);
      else {
        if (budget === 'admin') await take(`requests:admin:${principal.actor}`, ADMIN_SHARE);
        else await take(`requests:${principal.actor}`);
        const sort = sortOf(principal);
        const share = sort === 'unproved' ? UNPROVED_SHARE : TENANT_SHARE;
        await take(`requests:tenant:${principal.tenantId}:${sort}`, share);
      }
    },
    async countStranger(by, network) {
      if (by === 'key')
        await rateLimits.takeOften(`strangers:key:${network}`, {
          capacity: authPerMinute,
          windowSeconds: WINDOW_SECONDS,
        });
      else if (requestsPerMinute > 0) await take(`strangers:token:${network}`);
    },
  };
}
