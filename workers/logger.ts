import { basename, dirname, resolve } from 'node:path';
import pino, { type Logger } from 'pino';
import { createStream } from 'rotating-file-stream';
import * as AREAS from '../domain/areas.ts';
import { mergeLists } from '../domain/merge.ts';
import { LOG_LEVELS, type Log } from '../domain/operations/logLevels.ts';

/** pino with one level more: a system failure, or a matter of security. */
export type AppLogger = Logger<'critical'>;

/** The only fields a log line may carry; whatever else is passed is dropped, so secrets and personal data can't slip in. */
const ALLOWED = new Set([
  'service',
  'requestId',
  'workflowId',
  'workflowType',
  'runId',
  'tenantId',
  'processId',
  'activity',
  'attempt',
  'durationMs',
  'code',
  'status',
  'method',
  'route',
  'port',
  'taskQueue',
  'messageId',
  'count',
  'model',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'costUsd',
  'retiresOn',
  'signal',
  'pid',
  'step',
  'outcome',
  'job',
  'failed',
  'started',
  ...mergeLists(AREAS, 'logFields'),
]);
const CRITICAL = 55;

/** JSON lines to stdout, and to a rotating file (10 MB, 5 backups) when `logFile` is set. */
export function createLogger(
  service: string,
  level: string,
  logFile: string | undefined,
  /** Hears of each line of level error or critical; alerts count them. */
  onLoud?: (level: 'error' | 'critical') => void,
): AppLogger {
  const options: pino.LoggerOptions<'critical'> = {
    level,
    customLevels: { critical: CRITICAL },
    hooks: {
      logMethod(line, method, number) {
        if (number >= CRITICAL) onLoud?.('critical');
        else if (number >= 50) onLoud?.('error');
        method.apply(this, line);
      },
    },
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => ALLOWED.has(name))) },
  };
  if (!logFile) return pino(options);
  const name = basename(logFile);
  const rotated = createStream((time, index) => (time ? `${name}.${index ?? 1}` : name), {
    path: dirname(resolve(logFile)),
    size: '10M',
    rotate: 5,
  });
  return pino(options, pino.multistream([{ stream: process.stdout }, { stream: rotated }]));
}

/** The structured lines of activities and routes, each at the level of its message. */
export const logWith =
  (logger: AppLogger): Log =>
  (message, fields) =>
    logger[LOG_LEVELS[message]](fields, message);
