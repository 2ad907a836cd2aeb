import type { Database } from '../../db/database.ts';
import type { Configuration } from '../configuration.ts';
import type { RunFile } from '../environment/runFile.ts';

/** What an area plays with in the demo. */
export interface DemoStage {
  run: RunFile;
  configuration: Configuration;
  db: Database;
  say(line: string): void;
}

/** What became of what an area played. */
export interface DemoEnd {
  /** Whether everything ended as expected. */
  good: boolean;
  /** What happened, in sentences for somebody who has not watched. */
  summary: string[];
  /** What is worth opening at the desk now. */
  next: string[];
}
