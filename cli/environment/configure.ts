import type { Configuration } from '../configuration.ts';

/** Configuration of a single command: the environment, filled up with that of a running `up` on the same data folder. */
export async function configure(): Promise<Configuration> {
  const { loadConfiguration } = await import('../configuration.ts');
  const { readEnvironment } = await import('./runFile.ts');
  const running = readEnvironment(process.env.DATA_DIR ?? '.data') ?? {};
  return loadConfiguration({ ...running, ...process.env });
}

/** Configuration of what starts a system of its own. */
export const ownConfiguration = async (): Promise<Configuration> =>
  (await import('../configuration.ts')).loadConfiguration(process.env);
