import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('[PY-ADM-05] two files of an organisation are read at once, and a third one later; another organisation has turns of its own', async () => {
  const inTurn = createTurns(2, 'STATEMENT_READER_BUSY');
  const ends: (() => void)[] = [];
  const read = (tenant: string) => inTurn(tenant, () => new Promise<void>((end) => void ends.push(end)));
  const first = [read('one'), read('one')];
  await expect(read('one')).rejects.toMatchObject({ code: 'STATEMENT_READER_BUSY' });
  const other = read('other');
  for (const end of ends) end();
  await Promise.all([...first, other]);
  const failed = inTurn('one', () => Promise.reject(new Error('broken')));
  await expect(failed).rejects.toThrow('broken');
  expect(await inTurn('one', async () => 'read')).toBe('read');
});
