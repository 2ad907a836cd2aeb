import { expect, it } from 'vitest';
import { csvCell } from './csvCell.ts';

it.each([
  ['=1+1', `"'=1+1"`],
  ['\n=1', `"'\n=1"`],
  ['  =1', `"'  =1"`],
  ['＝1+1', `"'＝1+1"`],
  ['-1-1', `"'-1-1"`],
  ['-12.50', '-12.50'],
  [3, '3'],
  [null, ''],
  ['a "b"', '"a ""b"""'],
])('the cell %j is %s', (cell, text) => {
  expect(csvCell(cell)).toBe(text);
});
