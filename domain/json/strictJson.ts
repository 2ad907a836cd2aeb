/** Why a text is not taken as JSON; `unreadable` is a matter of form, the others of what it says. */
export type JsonFault =
  | 'unreadable'
  | 'too_deep'
  | 'too_many_values'
  | 'name_twice'
  | 'name_reserved'
  | 'inexact_number';

export class JsonProblem extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault, message: string) {
    super(message);
    this.name = 'JsonProblem';
    this.fault = fault;
  }
}

export interface JsonBounds {
  maximumDepth: number;
  /** Objects, lists, texts, numbers and the like, all counted. */
  maximumValues: number;
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DECIMAL = /^-?0*(\d*)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;
const SHOWN = 60;

/** Digits and exponent of a decimal text, so that 1.50, 15e-1 and 1.5 are the same. */
function decimal(text: string): string | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  return short === '' ? '0' : `${short}e${Number(exponent) - fraction.length + digits.length - short.length}`;
}

/** Whether a number is held exactly as it is written: 9007199254740993, 1e400 and twenty digits after the point are not. */
const isExact = (token: string): boolean => {
  const held = decimal(String(Number(token)));
  return held !== null && held === decimal(token);
};

/** End of the text literal that begins at `start`: the place of its closing quote, or the end of what was sent. */
function endOfText(json: string, start: number): number {
  let index = start + 1;
  while (index < json.length && json[index] !== '"') index += json[index] === '\\' ? 2 : 1;
  return index;
}

function nameOf(literal: string): string {
  try {
    return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
  } catch {
    throw new JsonProblem('unreadable', 'not JSON');
  }
}

function keepName(names: Set<string>, name: string): void {
  if (names.has(name)) throw new JsonProblem('name_twice', `"${name.slice(0, SHOWN)}" stands twice in one object`);
  if (name === '__proto__') throw new JsonProblem('name_reserved', '"__proto__" is not taken as a name');
  names.add(name);
}

/**
 * Walks the text once and refuses what a parser would take in silence: nesting and numbers of values that cost more than
 * they can mean, a name twice in one object (parsers disagree about which counts), and numbers that would be rounded.
 */
function examine(json: string, bounds: JsonBounds): void {
  // One entry a level: the names of an object, or null of a list.
  const levels: (Set<string> | null)[] = [];
  let values = 0;
  let nameNext = false;
  const count = () => {
    values += 1;
    if (values > bounds.maximumValues)
      throw new JsonProblem('too_many_values', `more than ${bounds.maximumValues} values`);
  };
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index] ?? '';
    if (character === '"') {
      const end = endOfText(json, index);
      const names = levels.at(-1);
      if (nameNext && names) keepName(names, nameOf(json.slice(index, end + 1)));
      else count();
      nameNext = false;
      index = end;
    } else if (character === '{' || character === '[') {
      count();
      levels.push(character === '{' ? new Set() : null);
      if (levels.length > bounds.maximumDepth)
        throw new JsonProblem('too_deep', `nested deeper than ${bounds.maximumDepth} levels`);
      nameNext = character === '{';
    } else if (character === '}' || character === ']') {
      levels.pop();
      nameNext = false;
    } else if (character === ',') nameNext = Boolean(levels.at(-1));
    else if (character === '-' || (character >= '0' && character <= '9')) {
      NUMBER.lastIndex = index;
      const [token] = NUMBER.exec(json) ?? [];
      if (token === undefined) throw new JsonProblem('unreadable', 'not JSON');
      if (!isExact(token))
        throw new JsonProblem('inexact_number', `${token.slice(0, SHOWN)} can't be held exactly; send it as a text`);
      count();
      index += token.length - 1;
    } else if (character === 't' || character === 'f' || character === 'n') count();
  }
}

/** JSON that means one thing only, within its bounds. Throws JsonProblem. */
export function parseStrictJson(json: string, bounds: JsonBounds): unknown {
  examine(json, bounds);
  try {
    return JSON.parse(json);
  } catch {
    throw new JsonProblem('unreadable', 'not JSON');
  }
}
