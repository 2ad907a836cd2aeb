import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRoutes, type RouteDeps } from '../routes.ts';
import type { Route } from './route.ts';

// Only declarations are read here, no handler runs, so nothing behind them is needed.
const declared = {
  production: false,
  sandboxUrl: 'http://sandbox',
  engineUi: null,
  demoLogins: [{}],
  vendors: [],
  operations: {},
  sendPaymentMail: () => undefined,
};
// Routes are only declared here, never called, so most of what they need is left out.
const routes = createRoutes(declared as unknown as RouteDeps);

type Node = Record<string, unknown>;

/** Schemas with a name stand apart and are referred to. The casts below read JSON Schema, which zod types as unknown. */
const resolved = (root: Node, node: Node): Node => {
  const name = typeof node.$ref === 'string' ? node.$ref.replace('#/$defs/', '') : null;
  return name === null ? node : ((root.$defs as Record<string, Node>)[name] ?? {});
};

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
  const visit = (reference: Node, at: string): void => {
    const node = resolved(root, reference);
    const {
      $schema: _schema,
      id: _id,
      description: _description,
      title: _title,
      default: _default,
      $defs: _defs,
      ...rules
    } = node;
    for (const name of ['anyOf', 'oneOf', 'allOf'] as const)
      for (const part of (node[name] as Node[] | undefined) ?? []) visit(part, at);
    // Counted in bytes as a whole.
    if (typeof node['x-maximum-bytes'] === 'number') return;
    const types = [node.type].flat();
    if (Object.keys(rules).length === 0) found.push(`${at}: anything`);
    if (types.includes('string') && !isBoundedText(node)) found.push(`${at}: text`);
    if (types.includes('array')) {
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

/** Lists that need no pages, and why each is short. */
const SHORT_LISTS: Record<string, string> = {
  'GET /admin/config': 'one row a setting',
  'GET /admin/alert-rules': 'one row a rule',
  'GET /admin/schedules': 'one row a schedule of temporal.config.ts',
  'GET /vendors': 'one row a vendor',
  'GET /admin/vendor-accounts': 'one row a vendor',
  'GET /admin/money-stop': 'at most 100',
  'GET /admin/events/verification': 'at most 1,000 broken events',
  'GET /admin/keys': 'one row a key of the ring',
  'GET /saved-views': 'at most 50 a person',
  'GET /human-review/pending': 'at most 200',
  'GET /dead-letters': 'at most 200',
  'GET /integrations/gmail/status': 'at most 500',
  'GET /integrations': 'at most 500 of each kind of account',
  'GET /integrations/gocardless/institutions': 'the banks of one country, at most 5,000',
  'GET /integrations/enablebanking/institutions': 'the banks of one country, at most 5,000',
  'GET /integrations/plaid/callback': 'the accounts of one bank, and what can be done with it',
  'GET /integrations/gocardless/callback': 'the accounts of one bank, and what can be done with it',
  'GET /integrations/enablebanking/callback': 'the accounts of one bank, and what can be done with it',
  'GET /costs': 'one row a day and model, at most 366 days',
  'GET /costs/case/:case_id': 'at most 200 runs',
  'GET /costs/disputes': 'the 50 that cost most',
  'GET /admin/reports': 'at most 92 days, and 100 people',
  'GET /workflow/:run_id/status': 'at most 500 steps',
  'GET /runs/:process_id': 'at most 1,000 steps',
  'GET /admin/reports/daily': 'one row a currency and reviewer of a day',
  'GET /bulk-decisions/:bulk_id': 'one row a code, and at most 50 outliers',
  'GET /me': 'roles of one person',
  'GET /rights': 'one row a role and a permission',
  'GET /admin/power-changes/:change_id': 'at most five names',
  'GET /admin/tenants/:tenant_id/power-changes/:change_id': 'at most five names',
  'GET /admin/users/:user_id': 'roles of one person',
  'GET /admin/config/:key': 'choices of one setting',
  'GET /reviews/:task_id': 'what one task allows',
  'GET /reviews/summary': 'one row a kind and currency of the first 10,000 open tasks',
  'GET /run-counts': 'one row a kind of run',
  'GET /currency-rates': 'one row a currency',
  'GET /today': 'one row a section, with at most 8 items and its links',
  'GET /today/counts': 'one row a page of the menu and a kind of notice',
  'GET /auth/me': 'roles and permissions of one person',
  'GET /.well-known/jwks.json': 'one row a signing key',
  'GET /demo/logins': 'one row a demo login',
  'GET /demo/state': 'the newest of each',
  'GET /sandbox/faults': 'what a rehearsal has set',
  'GET /properties': 'at most 1,000',
  'GET /reconciliation/accounts': 'at most 1,000',
  'GET /reconciliation/statement-mappings': 'at most 500',
  'GET /reconciliation/transactions/:transaction_id': 'the newest of its history',
  'GET /admin/tenants/:tenant_id/license-keys': 'at most 500',
  'GET /integrations/whmcs': 'at most 1,000',
  'GET /integrations/stripe': 'at most 500',
  'GET /reconciliation/payouts/:payout_id': 'the first 1,000 moves of one payout',
  'GET /bookings/:booking_id': 'the newest 100 payments',
  'GET /admin/booking/:booking_id/details': 'the newest 100 payments',
  'GET /reconciliation/matches/:match_id': 'the payments and invoices of one match',
  'GET /admin/reports/reconciliation': 'one row a side and currency',
  'GET /reconciliation/rules': 'the newest hundred versions',
  'GET /reconciliation/models': 'the newest hundred versions',
};

const LARGEST_PAGE = 10_000;
/** Whether an answer holds a list beside the rows of its own page. */
function holdsList(schema: z.ZodType): boolean {
  const root = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', reused: 'inline' }) as Node;
  const visit = (reference: Node): boolean => {
    const node = resolved(root, reference);
    return (
      [node.type].flat().includes('array') ||
      [
        ...((node.anyOf as Node[] | undefined) ?? []),
        ...Object.values((node.properties as Record<string, Node> | undefined) ?? {}),
      ].some(visit)
    );
  };
  return visit(root);
}

/** Most rows of a page, as the route's query says; null where it has none. */
function largestPage(route: Route): number | null {
  if (!route.query) return null;
  const { properties } = z.toJSONSchema(route.query, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, Node>;
  };
  const limit = properties?.limit;
  const output = z.toJSONSchema(route.query, { io: 'output', unrepresentable: 'any' }) as {
    properties?: Record<string, Node>;
  };
  const maximum = limit?.maximum ?? output.properties?.limit?.maximum;
  return typeof maximum === 'number' ? maximum : null;
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
    for (const schema of [
      z.uuid(),
      z.enum(['a']),
      z.string().max(1),
      z.string().regex(/^[a-z]{1,3}-\d{2}$/),
      z.int(),
      z.iso.date(),
    ])
      expect(at(schema)).toEqual([]);
  });

  it('every answer with a list has pages, or a reason to be short', () => {
    const lists = routes.filter(
      (route) => route.method === 'get' && route.responses[200]?.schema && holdsList(route.responses[200].schema),
    );
    expect(lists.length).toBeGreaterThan(30);
    const open = lists.filter((route) => (largestPage(route) ?? Number.POSITIVE_INFINITY) > LARGEST_PAGE).map(nameOf);
    expect(open.filter((name) => !(name in SHORT_LISTS))).toEqual([]);
    expect(Object.keys(SHORT_LISTS).filter((name) => !open.includes(name))).toEqual([]);
  });

  it('every body has a bound in bytes, and only files are larger than a megabyte', () => {
    const large = routes.filter((route) => (route.bodyBytes ?? 0) > 1_048_576).map(nameOf);
    expect(large.toSorted()).toEqual(['POST /admin/policies', 'POST /reconciliation/statements']);
  });
});
