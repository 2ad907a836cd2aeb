import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRoutes, type RouteDeps } from '../routes.ts';
import type { Route } from './route.ts';

// Only declarations are read here, no handler runs, so nothing behind them is needed.
const declared = { production: false, sandboxUrl: 'http://sandbox', engineUi: null, demoLogins: [{}], vendors: [], operations: {}, sendPaymentMail: () => undefined };
const routes = createRoutes(declared as unknown as RouteDeps);

type Node = Record<string, unknown> & { $ref?: string };

/** A pattern that only texts of a bounded length fit: anchored at both ends, nothing in it goes on without end. */
function isBoundedPattern(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return plain.startsWith('^') && plain.endsWith('$') && !/[*+]|\{\d+,\}/.test(plain);
}

function isBoundedText(node: Node): boolean {
  const patterns = [node.pattern, ...((node.allOf as Node[] | undefined) ?? []).map((part) => part.pattern)];
  return (
    'maxLength' in node ||
    'enum' in node ||
    'const' in node ||
    node.format === 'uuid' ||
    patterns.some((pattern) => typeof pattern === 'string' && isBoundedPattern(pattern))
  );
}

/** Places of a schema that take as much as a body holds: any text, any list, any names, anything. */
function unbounded(schema: z.ZodType): string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Node;
  const found: string[] = [];
  const visit = (node: Node, at: string): void => {
    const { $schema: _schema, id: _id, description: _description, title: _title, default: _default, ...rules } = node;
    for (const name of ['anyOf', 'oneOf', 'allOf'] as const)
      for (const part of (node[name] as Node[] | undefined) ?? []) visit(part, at);
    if (Object.keys(rules).length === 0) found.push(`${at}: anything`);
    if (node.type === 'string' && !isBoundedText(node)) found.push(`${at}: text`);
    if (node.type === 'array') {
      if (!('maxItems' in node) && !('prefixItems' in node)) found.push(`${at}: list`);
      if (node.items) visit(node.items as Node, `${at}[]`);
    }
    for (const [name, part] of Object.entries((node.properties as Record<string, Node> | undefined) ?? {}))
      visit(part, `${at}.${name}`);
    if (typeof node.additionalProperties === 'object' && node.additionalProperties) {
      if (!('maxProperties' in node)) found.push(`${at}: names`);
      visit(node.additionalProperties as Node, `${at}.*`);
    }
  };
  visit(root, '');
  return found;
}

const nameOf = (route: Route) => `${route.method.toUpperCase()} ${route.path}`;

describe('[S13] what the API takes and gives is bounded', () => {
  it('no route takes a text, a list, names or a value without a bound', () => {
    expect(routes.length).toBeGreaterThan(90);
    const found = routes.flatMap((route) =>
      (['params', 'query', 'body'] as const).flatMap((part) => {
        const schema = route[part];
        return schema ? unbounded(schema).map((place) => `${nameOf(route)} ${part}${place}`) : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it('planted bugs: each kind of place without a bound would be seen', () => {
    const at = (schema: z.ZodType) => unbounded(z.strictObject({ x: schema }));
    for (const [schema, place] of [
      [z.string(), '.x: text'],
      [z.string().regex(/^a+$/), '.x: text'],
      [z.string().regex(/a{3}/), '.x: text'],
      [z.iso.datetime(), '.x: text'],
      [z.email(), '.x: text'],
      [z.url(), '.x: text'],
      [z.array(z.uuid()), '.x: list'],
      [z.array(z.string()).max(3), '.x[]: text'],
      [z.record(z.string().max(9), z.int()), '.x: names'],
      [z.unknown(), '.x: anything'],
      [z.any().optional(), '.x: anything'],
      [z.union([z.int(), z.string()]), '.x: text'],
      [z.strictObject({ y: z.string().nullable() }).optional(), '.x.y: text'],
    ] as const)
      expect(at(schema), place).toContain(place);
    for (const schema of [z.uuid(), z.enum(['a']), z.string().max(1), z.string().regex(/^[a-z]{1,3}-\d{2}$/), z.int(), z.iso.date()])
      expect(at(schema)).toEqual([]);
  });

  it('every body has a bound in bytes, and only files are larger than a megabyte', () => {
    const large = routes.filter((route) => (route.bodyBytes ?? 0) > 1_048_576).map(nameOf);
    expect(large).toEqual(['POST /admin/policies']);
  });
});
