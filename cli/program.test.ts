import { globSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from './program.ts';

let program: Command;
beforeAll(async () => {
  program = await buildProgram();
});

const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
/** Commands that do something, without those of the completion library. */
const leaves = () =>
  all(program).filter(
    (command) => command.commands.length === 0 && !['complete', 'completion', 'help'].includes(command.name()),
  );
const helpOf = (command: Command): string => {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), writeErr: (part) => (text += part) });
  command.outputHelp();
  return text;
};
const nameOf = (command: Command): string =>
  (command.parent ? `${nameOf(command.parent)} ${command.name()}` : '').trim();

describe('every command', () => {
  it('says what it does, explains its options and gives an example that it would take', () => {
    expect(leaves().length).toBeGreaterThan(35);
    for (const command of leaves()) {
      expect(command.description(), nameOf(command)).toMatch(/\w{2}/);
      for (const option of command.options) expect(option.description, nameOf(command)).toMatch(/\w/);
      const help = helpOf(command);
      const example = /^ {2}(?:\w+=\S+ )?countersign (.+)$/m.exec(help.split('Example:')[1] ?? '')?.[1];
      expect(example, `${nameOf(command)} has no example`).toBeDefined();
      expect(example?.startsWith(nameOf(command)), nameOf(command)).toBe(true);
    }
  });

  it('that lists or shows something has --json', () => {
    const without = leaves().filter(
      (command) =>
        /^(list|show|state|journal|accounts|changes|audit|doctor|costs|keys)$/.test(command.name()) &&
        !command.options.some((option) => option.long === '--json'),
    );
    expect(without.map(nameOf)).toEqual([]);
  });
});

/** Which command a line calls, and its options that it does not know. */
function unknownIn(words: string[]): string[] {
  let command = program;
  const rest = [...words];
  const below = (name: string | undefined) => command.commands.find((candidate) => candidate.name() === name);
  for (let next = below(rest[0]); next; next = below(rest[0])) {
    command = next;
    rest.shift();
  }
  if (command.commands.length > 0 && rest[0] && !rest[0].startsWith('-')) return [`${nameOf(command)} ${rest[0]}`];
  return rest
    .filter((word) => word.startsWith('--') && word !== '--help')
    .map((word) => word.split('=')[0] ?? '')
    .filter((word) => !command.options.some((option) => option.long === word))
    .map((word) => `${nameOf(command)} ${word}`);
}

const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
const FILES = globSync(['*.md', 'docs/*.md']);
const blocks = FILES.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/```(?:bash|sh)\n(.*?)```/gs)].map(([, text = '']) => ({
    file,
    lines: text.replaceAll('\\\n', ' ').trim().split('\n'),
  })),
);

describe('command lines of the docs', () => {
  it('run as they stand in bash, zsh and fish', () => {
    expect(blocks.length).toBeGreaterThan(8);
    for (const { file, lines } of blocks)
      for (const line of lines) {
        const bare = line.replaceAll(/'[^']*'|"[^"$`]*"/g, 'Q');
        expect(bare, `${file}: substitution`).not.toMatch(/\$|`/);
        expect(bare, `${file}: a comment, which zsh takes as words`).not.toMatch(/(^|\s)#/);
        expect(bare, `${file}: an assignment, which fish refuses`).not.toMatch(/^\w+=\S*$/);
        expect(bare, `${file}: an open pattern, which zsh looks up as files`).not.toMatch(/[*?[\](){}!]/);
      }
  });

  it('name commands and options that are there', () => {
    const called: string[][] = [];
    for (const file of FILES) {
      const text = readFileSync(file, 'utf8').replaceAll('\\\n', ' ');
      for (const [, name = '', given = ''] of text.matchAll(/npm run (?:--silent )?([\w:-]+)(?: -- ([^\n`|>;]*))?/g)) {
        const script = scripts[name] ?? '';
        const base = script.split('cli/main.ts ')[1];
        if (script.includes('cli/main.ts'))
          called.push([...(base ?? '').split(' '), ...given.split(' ')].filter(Boolean));
      }
      for (const [, given = ''] of text.matchAll(/`countersign ([a-z][^`]*)`/g)) called.push(given.split(' '));
    }
    expect(called.length).toBeGreaterThan(25);
    expect(called.flatMap(unknownIn)).toEqual([]);
    expect(unknownIn(['reviews', 'lst'])).toEqual(['reviews lst']);
    expect(unknownIn(['reviews', 'list', '--foo'])).toEqual(['reviews list --foo']);
  });

  it('say where each id comes from', () => {
    for (const file of FILES) {
      const text = readFileSync(file, 'utf8');
      const own = blocks.filter((block) => block.file === file).flatMap(({ lines }) => lines);
      for (const id of new Set(own.join('\n').match(/\b[A-Z]+_ID\b/g)))
        expect(text.replaceAll(/```.*?```/gs, ''), `${file}: ${id}`).toContain(id);
    }
  });
});
