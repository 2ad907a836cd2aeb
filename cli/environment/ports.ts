import { createServer, type Server } from 'node:net';

/** The server; 'taken' where somebody listens; null where this machine has no such address. */
const listen = (port: number, host: string): Promise<Server | 'taken' | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? null : 'taken'),
    );
    server.listen(port, host, () => resolve(server));
  });

const close = (server: Server) => new Promise((closed) => server.close(closed));

/** Below the ports that systems give to outgoing connections: one of those may take a port between its choice and its use. */
const QUIET_PORTS = { from: 20_000, count: 12_000 } as const;
const TRIES = 50;

async function listenAnywhere(): Promise<Server | 'taken' | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const server = await listen(QUIET_PORTS.from + Math.floor(Math.random() * QUIET_PORTS.count), '127.0.0.1');
    if (server instanceof Object) return server;
  }
  return listen(0, '127.0.0.1');
}

/**
 * Ports on 127.0.0.1 that are free now: each as `wanted` when it is, else any. All are held until the last is found:
 * asked for one by one, the system may name the same free port twice.
 */
export async function freePorts<Name extends string>(wanted: Record<Name, number>): Promise<Record<Name, number>> {
  const held: Server[] = [];
  const found = { ...wanted };
  for (const name of Object.keys(wanted) as Name[]) {
    const first = wanted[name] === 0 ? null : await listen(wanted[name], '127.0.0.1');
    const server = first instanceof Object ? first : await listenAnywhere();
    if (!(server instanceof Object)) continue;
    held.push(server);
    const address = server.address();
    if (typeof address === 'object' && address) found[name] = address.port;
  }
  await Promise.all(held.map(close));
  return found;
}

export const freePort = async (wanted: number): Promise<number> => (await freePorts({ port: wanted })).port;

/**
 * Refuses a port on which somebody answers already under any name of this machine that people type: `localhost` may mean
 * ::1. Another port in its place would send the README's lines, with their passwords, to that somebody.
 */
export async function refuseTaken(port: number, host: string): Promise<void> {
  if (port === 0) return;
  for (const address of new Set([host, '127.0.0.1', '::1'])) {
    const server = await listen(port, address);
    if (server === 'taken')
      throw new Error(
        `port ${port} of ${address} is taken by another program. End it, or choose another: PORT=${port + 10} (PORT=0 takes any that is free; the lines of the README then go to the address that is printed)`,
      );
    if (server) await close(server);
  }
}
