import { createServer } from 'node:net';

/** A port on 127.0.0.1 that is free now: `wanted` when it is, else any. */
export async function freePort(wanted: number): Promise<number> {
  const attempt = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer();
      server.on('error', () => resolve(null));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
      });
    });
  return (await attempt(wanted)) ?? (await attempt(0)) ?? wanted;
}
