import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import { registry } from '../../workers/metrics.ts';

const RETRY_MS = 2_000;
const SDK_TIMEOUT_MS = 2_000;

/** Figures of the SDK's core: polls, slots, cache. It serves them on a port of its own, on loopback. */
async function sdkMetrics(port: number): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(SDK_TIMEOUT_MS) });
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}

/** Serves the worker's metrics, ours and the SDK's. A port that somebody else holds must not stop the work: it is tried again until it is free. */
export function serveMetrics(
  { port, host, sdkPort }: { port: number; host: string; sdkPort: number },
  logger: Pick<Logger, 'warn'>,
): Server {
  const server = createServer(async (_request, response) => {
    const [own, sdk] = await Promise.all([registry.metrics(), sdkMetrics(sdkPort)]);
    response.setHeader('content-type', registry.contentType);
    response.end(own.endsWith('\n') ? own + sdk : `${own}\n${sdk}`);
  });
  const listen = () => server.listen(port, host);
  server.on('error', () => {
    logger.warn({ port }, 'metrics port is taken; trying again');
    setTimeout(listen, RETRY_MS).unref();
  });
  return listen();
}
