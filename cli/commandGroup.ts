import type { Command } from 'commander';
import type { Configuration } from './configuration.ts';

/** Reads the configuration: only for commands that need more than the API. */
export type Configure = () => Promise<Configuration>;

/** What `--help` puts together. */
export const GROUPS = {
  start: 'Start and end:',
  work: 'Look and decide:',
  operate: 'Look after it:',
  setUp: 'Set up:',
  processes: 'Single processes, for production:',
} as const;

/** A group of commands that several areas add to. */
export const groupOf = (program: Command, name: string, description: string): Command =>
  program.commands.find((command) => command.name() === name) ?? program.command(name).description(description);

/** Shows data: `--json` prints what the API answers, unchanged, for programs. */
export const showsData = (command: Command): Command => command.option('--json', 'the answer of the API, for programs');

/** A line to copy, below the help of a command. */
export const withExample = (command: Command, ...examples: string[]): Command =>
  command.addHelpText('after', `\nExample:\n${examples.map((example) => `  ${example}`).join('\n')}`);
