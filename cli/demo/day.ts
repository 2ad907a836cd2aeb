import type { Database } from '../../db/database.ts';
import type { ApiClient } from '../apiClient.ts';
import type { Configuration } from '../configuration.ts';
import type { RunFile } from '../environment/runFile.ts';

/** What the story of an area plays on: a system that runs, seeded and without faults. */
export interface DemoDay {
  run: RunFile;
  configuration: Configuration;
  db: Database;
  reviewer: ApiClient;
  /** Told beside what happens: where people look. */
  links: string[];
  write(line: string): void;
}
