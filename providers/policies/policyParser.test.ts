import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ParseRefused } from '../../domain/parsing.ts';
import { parse } from './policyParser.ts';

const extractPolicy = (fileName: string, content: Buffer) => parse({ fileName, content });

describe('reading policies', () => {
  it('[DR-POL-05] [DR-VEC-02] [DR-DEV-06] reads .docx, .md and .txt with title and category', async () => {
    const docx = await extractPolicy(
      'billing-dispute-resolution.docx',
      readFileSync('db/seed/policies/billing-dispute-resolution.docx'),
    );
    expect(docx).toMatchObject({
      title: 'Billing Dispute Resolution',
      category: 'billing',
      sections: [expect.stringContaining('refunded in full')],
    });
    expect(await extractPolicy('x.md', Buffer.from('# Outage rules\n\nHalf of the period.'))).toMatchObject({
      title: 'Outage rules',
      category: 'service',
      sections: ['Half of the period.'],
    });
    expect(
      (await extractPolicy('long.txt', Buffer.from('A paragraph of text.\n\n'.repeat(200)))).sections.length,
    ).toBeGreaterThan(1);
  });

  it('[DR-POL-05] reports what it can not read', async () => {
    for (const [name, content] of [
      ['x.pdf', 'x'],
      ['x.docx', 'no zip'],
      ['x.txt', ''],
      ['x.txt', '\u0000\u0001'],
    ] as const)
      await expect(extractPolicy(name, Buffer.from(content)), name).rejects.toThrow(ParseRefused);
  });
});
