import type { Command } from 'commander';

/** A group of commands that several areas add to. */
export const groupOf = (program: Command, name: string, description: string): Command =>
  program.commands.find((command) => command.name() === name) ?? program.command(name).description(description);
