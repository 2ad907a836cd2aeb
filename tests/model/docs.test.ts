import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('what the docs say of the code', () => {
  it('the workflow that the README quotes is the one of its file', () => {
    const readme = readFileSync('README.md', 'utf8');
    const quotes = [...readme.matchAll(/\]\((workflows\/[\w/]+\.ts)\).*?```ts\n(.*?)\n```/gs)];
    expect(quotes.length).toBeGreaterThan(0);
    for (const [, file = '', quote = ''] of quotes) expect(readFileSync(file, 'utf8'), file).toContain(quote);
  });

  it('every relative link leads to a file that is there', () => {
    const files = globSync(['*.md', 'docs/**/*.md', '.github/*.md']);
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g))
        expect(existsSync(join(dirname(file), target)), `${file}: ${target}`).toBe(true);
    }
  });

  it('every path of a source that they name is there', () => {
    const rooms =
      'workflows|activities|providers|domain|books|db|api|workers|sandbox|console|cli|tests|bench|scripts|docs';
    const named = new RegExp(`\`((?:${rooms})/[\\w./-]+)\``, 'g');
    for (const file of globSync(['*.md', 'docs/**/*.md'])) {
      for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(named))
        expect(existsSync(path), `${file}: ${path}`).toBe(true);
    }
  });
});
