import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParseRefused } from '../../domain/parsing.ts';
import { documentOf, docx, paragraph } from '../../tests/model/docxFile.ts';
import { createLimitedChild, type LimitedChild } from '../parsing/limitedChild.ts';

let child: LimitedChild;
beforeAll(() => {
  child = createLimitedChild(1);
});
afterAll(() => child.close());
const read = (content: Buffer) =>
  child.parse('policy', { fileName: 'x.docx', content }).catch((error: unknown) => {
    if (error instanceof ParseRefused) return error.reason;
    throw error;
  });

describe('a .docx made to stop whoever reads it', () => {
  const good = docx(documentOf(paragraph('Half of the period.')));
  const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `f${index}`, content: Buffer.from('x') }));
  const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, level) => `<!ENTITY ${String.fromCharCode(98 + level)} "${`&${String.fromCharCode(97 + level)};`.repeat(10)}">`).join('')}]>`;
  it.each<[string, Buffer, unknown]>([
    ['an ordinary one', good, { sections: ['Half of the period.'] }],
    ['10,000 entries', docx(documentOf(paragraph('x')), {}, many), 'holds too many files'],
    ['a text of 150 MB', docx(documentOf(paragraph('x'.repeat(150_000_000)))), 'unpacks to too much'],
    [
      'a text of 150 MB that is said to be small',
      docx(documentOf(paragraph('x'.repeat(150_000_000))), { says: 1_000 }),
      expect.any(String),
    ],
    ['a text of 15 MB', docx(documentOf(paragraph('x'.repeat(15_000_000)))), expect.any(String)],
    ['100,000 paragraphs', docx(documentOf(paragraph('word').repeat(100_000))), expect.anything()],
    [
      'tables in each other',
      docx(documentOf(`${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}`)),
      expect.any(String),
    ],
    ['entities in entities', docx(documentOf(paragraph('&j;'), entities)), expect.anything()],
    [
      'a zip in a zip',
      docx(documentOf(paragraph('x')), {}, [{ name: 'word/in.zip', content: good }]),
      { sections: ['x'] },
    ],
    ['an entry with a password', docx(documentOf(paragraph('x')), { flags: 1 }), 'protected by a password'],
    [
      'a document with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_096)]),
      'protected by a password, or not a .docx',
    ],
    ['a table of contents that ends early', good.subarray(0, good.length - 30), 'not a readable .docx'],
    [
      'a table of contents at no place',
      Buffer.concat([good.subarray(0, good.length - 6), Buffer.from('ffffffff0000', 'hex')]),
      'not a readable .docx',
    ],
    ['nothing', Buffer.alloc(0), 'not a readable .docx'],
  ])('%s', async (_name, content, expected) => {
    const read1 = await read(content);
    if (typeof expected === 'string') expect(read1).toBe(expected);
    else
      expect(read1).toEqual(
        typeof expected === 'object' && 'sections' in (expected as object)
          ? expect.objectContaining(expected as object)
          : expected,
      );
    // The next one is read.
    expect(await read(good)).toMatchObject({ sections: ['Half of the period.'] });
  });
});
