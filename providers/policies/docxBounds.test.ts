import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ParseRefused } from '../../domain/parsing.ts';
import { createLimitedChild, type LimitedChild } from '../parsing/limitedChild.ts';

interface Entry {
  name: string;
  content: Buffer;
  /** What the table of contents says instead of the truth. */
  says?: number;
  flags?: number;
}

/** A zip file, with whatever its table of contents shall say. */
function zip(entries: Entry[]): Buffer {
  const [files, table]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, content, says = content.length, flags = 0 } of entries) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(says, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    table.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, Buffer.from(name)]));
    files.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(table);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, directory, Buffer.from('PK\x05\x06'), end]);
}

const TYPES = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELS = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const document = (body: string, head = '') =>
  `<?xml version="1.0"?>${head}<w:document ${W}><w:body>${body}</w:body></w:document>`;
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const docx = (xml: string, over: Partial<Entry> = {}, more: Entry[] = []) =>
  zip([
    { name: '[Content_Types].xml', content: Buffer.from(TYPES) },
    { name: '_rels/.rels', content: Buffer.from(RELS) },
    { name: 'word/document.xml', content: Buffer.from(xml), ...over },
    ...more,
  ]);

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
  const good = docx(document(paragraph('Half of the period.')));
  const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `f${index}`, content: Buffer.from('x') }));
  const entities = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, level) => `<!ENTITY ${String.fromCharCode(98 + level)} "${`&${String.fromCharCode(97 + level)};`.repeat(10)}">`).join('')}]>`;
  it.each<[string, Buffer, unknown]>([
    ['an ordinary one', good, { sections: ['Half of the period.'] }],
    ['10,000 entries', docx(document(paragraph('x')), {}, many), 'holds too many files'],
    ['a text of 150 MB', docx(document(paragraph('x'.repeat(150_000_000)))), 'unpacks to too much'],
    [
      'a text of 150 MB that is said to be small',
      docx(document(paragraph('x'.repeat(150_000_000))), { says: 1_000 }),
      expect.any(String),
    ],
    ['a text of 15 MB', docx(document(paragraph('x'.repeat(15_000_000)))), expect.any(String)],
    ['100,000 paragraphs', docx(document(paragraph('word').repeat(100_000))), expect.anything()],
    [
      'tables in each other',
      docx(document(`${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}`)),
      expect.any(String),
    ],
    ['entities in entities', docx(document(paragraph('&j;'), entities)), expect.anything()],
    [
      'a zip in a zip',
      docx(document(paragraph('x')), {}, [{ name: 'word/in.zip', content: good }]),
      { sections: ['x'] },
    ],
    ['an entry with a password', docx(document(paragraph('x')), { flags: 1 }), 'protected by a password'],
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
