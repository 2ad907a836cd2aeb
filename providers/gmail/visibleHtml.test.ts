import { describe, expect, it } from 'vitest';
import { BLACK, colorOf, isAlike, WHITE } from './colors.ts';
import { declarationsOf, isFor, rulesOf } from './stylesheet.ts';
import { seenOf } from './visibleHtml.ts';

describe('a colour', () => {
  it.each([
    ['#fff', [255, 255, 255]],
    ['#0a0b0c', [10, 11, 12]],
    ['#ffff', [255, 255, 255]],
    ['#ffffff80', [255, 255, 255]],
    ['#ffffff00', 'none'],
    ['#fff0', 'none'],
    ['rgb(1, 2, 3)', [1, 2, 3]],
    ['rgba(1,2,3,0)', 'none'],
    ['rgba(1 2 3 / 0.5)', [1, 2, 3]],
    ['no-repeat white url(x)', [255, 255, 255]],
    ['transparent', 'none'],
    ['inherit', null],
    ['papayawhip', null],
    ['', null],
    // Names that every object has are no colours.
    ['constructor', null],
    ['tostring valueof', null],
    ['__proto__', null],
  ])('%j is %j', (text, color) => expect(colorOf(text)).toEqual(color));

  it('is hard to read on one that is nearly the same in all three parts', () => {
    expect(isAlike(WHITE, [231, 231, 231])).toBe(true);
    expect(isAlike(WHITE, [230, 255, 255])).toBe(false);
    expect(isAlike(WHITE, BLACK)).toBe(false);
  });
});

describe('a style sheet', () => {
  it.each([
    ['color: RED; Color : blue !important', [['color', 'blue']]],
    ['display:none;;;', [['display', 'none']]],
    [':none; display; display:', []],
    ['background: url(data:x)', [['background', 'url(data:x)']]],
  ])('%j says %j', (text, found) => expect([...declarationsOf(text)]).toEqual(found));

  const div = { name: 'div', attribs: { class: 'note  small', id: 'a' } };
  const body = { name: 'body', attribs: {} };
  it.each([
    ['div', true],
    ['.note', true],
    ['div.small.note', true],
    ['#a', true],
    ['*', true],
    ['body > div', true],
    ['p, .note', true],
    ['.not', false],
    ['div#b', false],
    ['table div', false],
    ['span', false],
  ])('%s is for the element: %s', (selector, isIts) => {
    const rules = rulesOf(`${selector} { display: none }`);
    expect(rules.some((rule) => isFor(rule, div, [body]))).toBe(isIts);
  });

  it('knows which rules hold on every screen, and leaves out those of a passing moment', () => {
    const rules = rulesOf(
      '/* x { } */ a{color:red} @media print { b{color:red} } i:hover{display:none} u::before{color:red} p{color:red}',
    );
    expect(rules.map(({ path, always }) => [path[0]?.tag, always])).toEqual([
      ['a', true],
      ['b', false],
      ['p', true],
    ]);
  });

  it('has an end, however long it is or how wrongly it is written', () => {
    expect(rulesOf('a{b:c}'.repeat(5_000))).toHaveLength(2_000);
    for (const css of ['{', '}', '}}}{{{', 'a{', '@media{', 'a{b:c', '{}{}{}'])
      expect(rulesOf(css).length).toBeLessThan(4);
  });
});

describe('what people see of a page', () => {
  const shows = (html: string) => {
    const { html: seen, hidden } = seenOf(html);
    return { seen: seen.includes('SECRET'), hidden: hidden.includes('SECRET') };
  };
  const styled = (style: string) => `<p>shown</p><div style="${style}">SECRET</div>`;

  it.each([
    'display:none',
    'DISPLAY: NONE !important',
    'visibility:hidden',
    'opacity:0',
    'opacity:0.0',
    'max-height:0px',
    'font-size:0',
    'font-size:2.9px',
    'font:1px serif',
    'font-size:0em',
    'mso-hide:all',
    'text-decoration:line-through',
    'left:-500px',
    'text-indent:-9999px',
    'overflow:hidden;height:0',
    'clip:rect(0,0,0,0)',
    'clip-path:inset(50%)',
    'transform:scale(0)',
    'color:white',
    'color:#fefefe',
    'color:transparent',
    'color:rgba(0,0,0,0)',
    'background:#000',
    'background-color:#111;color:#000',
  ])('not what has %s', (style) => expect(shows(styled(style))).toEqual({ seen: false, hidden: true }));

  it.each([
    'display:block',
    'opacity:0.5',
    'font-size:3px',
    'font-size:0.9em',
    'left:-499px',
    'overflow:hidden;height:10px',
    'overflow:visible;height:0',
    'transform:scale(0.5)',
    'color:#e0e0e0',
    'color:constructor',
    'background:constructor',
    'color:white;background:#000',
    'color:white;background:url(x.png)',
    'text-decoration:underline',
  ])('all that has %s', (style) => expect(shows(styled(style))).toEqual({ seen: true, hidden: false }));

  it.each([
    ['<div hidden>SECRET</div>', false],
    ['<div aria-hidden="true">SECRET</div>', false],
    ['<del>SECRET</del>', false],
    ['<template>SECRET</template>', false],
    ['<details>SECRET</details>', false],
    ['<details open>SECRET</details>', true],
    ['<font size="0">SECRET</font>', false],
    ['<font color="white">SECRET</font>', false],
    ['<table bgcolor="#000000"><td>SECRET</td></table>', false],
    ['<table bgcolor="#000000"><td><font color="white">SECRET</font></td></table>', true],
    ['<style>.x{display:none}</style><p class="x">SECRET</p>', false],
    ['<style>@media (max-width:1px){.x{display:none}}</style><p class="x">SECRET</p>', false],
    ['<style>.x{color:#fff}</style><p class="x">SECRET</p>', false],
    ['<style>.x{color:#fff}.x{color:#000}</style><p class="x">SECRET</p>', true],
    ['<style>p:hover{display:none}</style><p>SECRET</p>', true],
    ['<div style="color:white"><span style="color:black">SECRET</span></div>', true],
    ['<div style="display:none"><span style="display:block">SECRET</span></div>', false],
    ['<!--[if mso]><p>SECRET</p><![endif]-->', false],
    ['<!--[if !mso]><!--><p>SECRET</p><!--<![endif]-->', true],
  ])('%s: %s', (html, seen) => expect(shows(html)).toEqual({ seen, hidden: !seen }));

  it('the title of the page is on no page at all', () => {
    expect(shows('<html><head><title>SECRET</title></head><body>x</body></html>')).toEqual({
      seen: false,
      hidden: false,
    });
  });
});
