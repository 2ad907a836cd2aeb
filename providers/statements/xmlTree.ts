import { SaxesParser } from 'saxes';
import { type Decoded, decodeDeclared, decodeGuessed } from './decode.ts';
import { refuse } from './refuse.ts';

/** An element without its namespace: banks declare many, and some none. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
  line: number;
}

const DEPTH_AT_MOST = 40;
const ELEMENTS_AT_MOST = 500_000;
const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** Bytes of an XML file as text, in the encoding of its mark or declaration. */
export function xmlText(bytes: Buffer): Decoded {
  if ((bytes[0] ?? 0) >= 0xfe || bytes[0] === 0 || bytes[1] === 0) return decodeGuessed(bytes);
  const declared = /^[^>]{0,10}<\?xml[^>]{0,100}?encoding\s*=\s*["']([^"']{1,40})["']/.exec(
    bytes.subarray(0, 200).toString('latin1'),
  )?.[1];
  return decodeDeclared(bytes, declared ?? 'utf-8');
}

/** A well-formed document as a tree. No document type and so no entities of its own; nothing is fetched. */
export function xmlTree(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '', line: 1 };
  const open = [root];
  let elements = 0;
  const parser = new SaxesParser({ position: true });
  parser.on('doctype', () => refuse('the file has a document type (DOCTYPE), which no statement needs', parser.line));
  parser.on('error', (error) =>
    refuse(`this is no XML: ${error.message.replace(/^[\d:. ]*/, '').slice(0, 100)}`, parser.line),
  );
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (open.length > DEPTH_AT_MOST) refuse('elements lie too deep', parser.line);
    if (elements > ELEMENTS_AT_MOST) refuse('the file has too many elements');
    const own = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), String(value)]));
    const element: Element = { name: local(name), attributes: own, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const add = (more: string) => {
    const at = open.at(-1);
    if (at) at.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  return root;
}

/** The first element at a path below, e.g. `Acct/Id/IBAN`. */
export function find(element: Element | undefined, path: string): Element | undefined {
  let at = element;
  for (const name of path.split('/')) at = at?.children.find((child) => child.name === name);
  return at;
}
/** Its text without blanks around it; null where there is none. */
export const textAt = (element: Element | undefined, path: string): string | null =>
  find(element, path)?.text.replace(/\s+/g, ' ').trim() || null;
/** All children of a name. */
export const all = (element: Element | undefined, name: string): Element[] =>
  element?.children.filter((child) => child.name === name) ?? [];
