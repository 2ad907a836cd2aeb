import { expect, it } from 'vitest';
import { deviceText } from './deviceText.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

it.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME}`, 'Chrome 156 on Linux'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Edg/156.0.1.2`, 'Edge 156 on Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari 18 on iOS',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140 on macOS'],
  ['Mozilla/5.0 something', 'A browser'],
  ['node', 'A program: node'],
  ['curl/8.5.0', 'A program: curl'],
  [null, 'Not known'],
])('%s is %s', (userAgent, text) => expect(deviceText(userAgent)).toBe(text));
