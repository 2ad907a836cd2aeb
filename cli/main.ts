// First, because it makes the imports after it cheaper.
import './environment/fastImports.ts';
import { existsSync } from 'node:fs';
import { CommanderError } from 'commander';
import { keepPrivate } from '../db/ownFiles.ts';
import { buildProgram } from './program.ts';
import { EXIT_CODES } from './terminal/failure.ts';

// Whoever reads the first lines only, as `head` does, has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
keepPrivate();
if (existsSync('.env')) process.loadEnvFile('.env');

try {
  await (await buildProgram()).parseAsync();
} catch (error) {
  // At once: pools, timers and servers that were opened before the failure would keep the process alive.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : EXIT_CODES.usage.code);
  const { asFailure, printFailure } = await import('./terminal/report.ts');
  const failure = await asFailure(error);
  printFailure(failure, error);
  process.exit(EXIT_CODES[failure.kind].code);
}
