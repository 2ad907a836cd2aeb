import type { ZodType } from 'zod';

/** What an area adds to the command line: `cli/<area>/area.ts`, listed in `cli/areas.ts`. */
export interface CliArea {
  /** Its commands, loaded when the program starts. */
  commands?(): Promise<unknown>;
  /** Environment variables that only it needs; .env.example names them too. */
  environment?: Record<string, ZodType>;
}
