import type { Logger } from 'pino';
import type { ZodObject, ZodType, z } from 'zod';
import type { LimitPolicy } from '../api/http/rateLimits.ts';
import type { OperatorEngine } from '../workers/operatorEngine.ts';
import type { ScheduleSettings } from '../workers/reconcileEngine.ts';
import type { DevelopmentSecrets } from './developmentSecrets.ts';
import type { general } from './generalEnvironment.ts';

/** What an area reads of the environment: its own variables, and those of no area. */
export type Read<Own extends Record<string, ZodType>> = z.infer<ZodObject<Own>> & z.infer<ZodObject<typeof general>>;

/** What the installation is. */
export interface Installation {
  production: boolean;
  /** Secrets of a development installation; null in production, which brings its own. */
  secrets: DevelopmentSecrets | null;
}

/** Where an integration is: the vendor where its address and credential are set, else a part of the sandbox. */
export interface Integration {
  baseUrl: string | undefined;
  credential: string | undefined;
  clientId?: string | undefined;
  /** Whether the sandbox may stand in; unset means outside production. */
  mock: boolean | undefined;
  sandboxPath: string;
  /** Of the sandbox, where it asks for one. */
  sandboxClient?: string;
}

export interface ApiCommon extends Installation {
  operator: Pick<OperatorEngine, 'changeSchedule'>;
}
export interface WorkerCommon extends Installation {
  logger: Pick<Logger, 'warn'>;
}

/** What an area adds to the command line: `cli/<area>/area.ts`, listed in `cli/areas.ts`. Its commands are `cli/<area>/commands.ts`. */
export interface CliArea {
  /** What it plays in the demo, in which order, loaded when the demo begins: `playDemo` of `cli/<area>/demo.ts`. */
  demo?: { order: number; load(): Promise<unknown> };
  /** Environment variables that only it needs; .env.example names them too. */
  environment?: Record<string, ZodType>;
  /** What the configuration says of it, by name. */
  configure?: (env: never, installation: Installation) => object;
  /** What the environment says of its schedules. */
  schedules?: (env: never) => ScheduleSettings;
  /** What one caller may ask within a time: requests per minute, or a policy; null = no limit. */
  rateLimits?: (env: never, installation: Installation) => Record<string, number | LimitPolicy | null>;
  /** The vendors it speaks to, by the name the configuration has for them. */
  integrations?: (env: never) => Record<string, Integration>;
  /** Whether the environment has it speak to somebody besides its integrations: then nothing is a rehearsal. */
  reachesPeople?: (env: never) => boolean;
  /** What its routes need that the environment decides. */
  api?: (env: never, common: ApiCommon) => object;
  /** What its activities need that the environment decides. */
  worker?: (env: never, common: WorkerCommon) => object;
}
