import { createServer, type Server } from 'node:net';

const listen = (port: number): Promise<Server | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

/**
 * Ports on 127.0.0.1 that are free now: each as `wanted` when it is, else any. All are held until the last is found:
 * asked for one by one, the system may name the same free port twice.
 */
export async function freePorts<Name extends string>(wanted: Record<Name, number>): Promise<Record<Name, number>> {
  const held: Server[] = [];
  const found = { ...wanted };
  for (const name of Object.keys(wanted) as Name[]) {
    const server = (await listen(wanted[name])) ?? (await listen(0));
    if (!server) continue;
    held.push(server);
    const address = server.address();
    if (typeof address === 'object' && address) found[name] = address.port;
  }
  await Promise.all(held.map((server) => new Promise((closed) => server.close(closed))));
  return found;
}

export const freePort = async (wanted: number): Promise<number> => (await freePorts({ port: wanted })).port;
