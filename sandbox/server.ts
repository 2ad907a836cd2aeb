import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { type ListenOptions, Server } from 'node:net';
import { join } from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import { startFauxqs } from 'fauxqs';
import { z } from 'zod';
import { accountRouters } from './accountRouters.ts';
import { type BankOptions, bankRouters } from './bankRouters.ts';
import { controlRouter } from './control.ts';
import { SandboxStore } from './store.ts';
import { googleRouter } from './vendors/gmail.ts';
import { openAiRouter } from './vendors/openai.ts';
import { startSmtp } from './vendors/smtp.ts';
import { type NoticeTarget, whatsAppRouter } from './vendors/whatsapp.ts';

export interface SandboxOptions {
  directory: string;
  /** 127.0.0.1, or 0.0.0.0 inside a container network: the control routes must not be reachable from elsewhere. */
  host: string;
  httpPort: number;
  sqsPort: number;
  smtpPort: number;
  webhookUrl: string | undefined;
  webhookSecret: string;
  whatsapp: NoticeTarget;
  /** Quota units a minute that Gmail grants a mailbox. */
  gmailUnitsPerMinute: number;
  banks: BankOptions;
}

const QUEUE_NAMES = {
  events: 'dispute-events',
  deadLetters: 'dispute-events-dead',
  reviews: 'human-review',
} as const;
const REGION = 'us-east-1';
const MAX_RECEIVES = 5;

/** The queue emulator listens on every address of the machine and has no option for another: `listen` is told while it starts. */
async function listeningOn<Started>(host: string, start: () => Promise<Started>): Promise<Started> {
  const { listen } = Server.prototype;
  // Of the many forms of listen() the emulator's framework uses this one.
  Server.prototype.listen = function (this: Server, where: ListenOptions, ...rest: []) {
    return listen.call(this, { ...where, host }, ...rest);
  } as typeof listen;
  try {
    return await start();
  } finally {
    Server.prototype.listen = listen;
  }
}

/** Starts every simulated vendor on loopback. Records, effects and queues survive a restart with the same directory. */
export async function startSandbox(options: SandboxOptions): Promise<{ store: SandboxStore; close(): Promise<void> }> {
  const store = new SandboxStore(options.directory);
  const app = express().disable('x-powered-by').disable('etag');
  app.use('/_sandbox', controlRouter(store, { url: options.webhookUrl, secret: options.webhookSecret }));
  app.use('/openai', openAiRouter(store));
  app.use(['/google', '/gmail'], googleRouter(store, options.gmailUnitsPerMinute));
  app.use(bankRouters(store, options.banks));
  app.use('/whatsapp', whatsAppRouter(store, options.whatsapp));
  app.use(accountRouters(store, { url: options.webhookUrl, secret: options.webhookSecret }));
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const unreadable = error instanceof z.ZodError || error instanceof SyntaxError;
    if (!response.headersSent)
      response
        .status(unreadable ? 422 : 500)
        .json({ error: { message: error instanceof Error ? error.message : 'error' } });
  });
  // Not app.listen(): Express calls back when the port is taken, too.
  const http = createServer(app).listen(options.httpPort, options.host);
  await once(http, 'listening');
  const smtp = await startSmtp(store, options.smtpPort, options.host);
  const sqsDirectory = join(options.directory, 'sqs');
  mkdirSync(sqsDirectory, { recursive: true });
  const sqs = await listeningOn(options.host, () =>
    startFauxqs({
      port: options.sqsPort,
      // The host in the addresses of its queues, not the one it listens on.
      host: '127.0.0.1',
      logger: false,
      dataDir: sqsDirectory,
      defaultRegion: REGION,
    }),
  );
  const deadLetterArn = `arn:aws:sqs:${REGION}:000000000000:${QUEUE_NAMES.deadLetters}`;
  for (const [name, attributes] of [
    [QUEUE_NAMES.deadLetters, {}],
    [
      QUEUE_NAMES.events,
      {
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterArn, maxReceiveCount: MAX_RECEIVES }),
        VisibilityTimeout: '30',
      },
    ],
    [QUEUE_NAMES.reviews, {}],
  ] as const) {
    // Creating a queue that is there would empty it, and a restart must lose no message.
    if (!sqs.inspectQueue(name)) sqs.createQueue(name, { attributes, region: REGION });
  }
  return {
    store,
    async close() {
      http.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => http.close(resolve)),
        new Promise((resolve) => smtp.close(() => resolve(undefined))),
        sqs.stop(),
      ]);
      store.close();
    },
  };
}
