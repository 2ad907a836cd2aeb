import { ParseRefused } from '../../domain/parsing.ts';

const shown = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Refuses the whole file, with the line and what is wrong there. */
export function refuse(problem: string, line?: number | null): never {
  throw new ParseRefused(line ? `Line ${line}: ${problem}` : problem);
}
/** The same for a value that can't be read. */
export const refuseValue = (what: string, text: string, line?: number | null): never =>
  refuse(`${what} ${shown(text)}`, line);
