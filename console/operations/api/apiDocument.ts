/** As much of OpenAPI 3.1 as our own document uses (api/http/openapi.ts). */
export interface Shape {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  example?: unknown;
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
}
interface Content {
  schema?: Shape;
  example?: unknown;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Shape;
}
interface Answer {
  description: string;
  content?: Record<string, Content>;
  'x-error-codes'?: Record<string, string>;
}
interface Described {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, Content> };
  responses: Record<string, Answer>;
  'x-idempotency-key'?: boolean;
}
export interface ApiDocument {
  servers: { url: string }[];
  components: { schemas: Record<string, Shape> };
  paths: Record<string, Record<string, Described>>;
}
export interface Operation extends Described {
  method: string;
  path: string;
}

/** The operations of each area that speak of what is looked for. */
export function operationsByArea({ paths }: ApiDocument, wanted: string): Map<string, Operation[]> {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const areas = new Map<string, Operation[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, described] of Object.entries(methods)) {
      const area = described.tags[0] ?? 'other';
      const said = `${method} ${path} ${described.summary} ${area}`.toLowerCase();
      if (words.every((word) => said.includes(word)))
        areas.set(area, [...(areas.get(area) ?? []), { ...described, method, path }]);
    }
  return areas;
}

/** The shape itself, where it is named. */
function shapeOf(document: ApiDocument, shape: Shape): Shape {
  const name = shape.$ref?.split('/').at(-1);
  return name === undefined ? shape : (document.components.schemas[name] ?? {});
}

/** A shape's type in words: `list of text`, `number or nothing`. */
export function typeText(document: ApiDocument, given: Shape, depth = 0): string {
  const shape = shapeOf(document, given);
  if (depth > 4) return 'object';
  const options = shape.anyOf ?? shape.oneOf;
  if (options) return [...new Set(options.map((option) => typeText(document, option, depth + 1)))].join(' or ');
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (shape.items) return `list of ${typeText(document, shape.items, depth + 1)}`;
  const types = [shape.type ?? 'anything'].flat().map((type) => (type === 'null' ? 'nothing' : type));
  return `${types.join(' or ')}${shape.format ? ` (${shape.format})` : ''}`;
}

/** The fields below a shape: those of an object, of the members of a list, of what it may be. */
export function fieldsOf(document: ApiDocument, given: Shape): { name: string; shape: Shape; required: boolean }[] {
  const shape = shapeOf(document, given);
  if (shape.items) return fieldsOf(document, shape.items);
  const parts = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];
  const own = Object.entries(shape.properties ?? {}).map(([name, field]) => ({
    name,
    shape: field,
    required: shape.required?.includes(name) ?? false,
  }));
  return [...own, ...parts.flatMap((part) => fieldsOf(document, part))];
}

const SAMPLES: Record<string, unknown> = { string: 'text', integer: 0, number: 0, boolean: false, null: null };
const FORMATS: Record<string, unknown> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  email: 'somebody@example.com',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
};

/** A body to begin with: what is required, with a value of its type. */
export function sampleOf(document: ApiDocument, given: Shape, depth = 0): unknown {
  const shape = shapeOf(document, given);
  if (shape.example !== undefined) return shape.example;
  if (shape.default !== undefined) return shape.default;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  const first = shape.anyOf?.[0] ?? shape.oneOf?.[0];
  if (first && depth < 6) return sampleOf(document, first, depth + 1);
  if (shape.properties && depth < 6)
    return Object.fromEntries(
      Object.entries(shape.properties)
        .filter(([name]) => shape.required?.includes(name))
        .map(([name, field]) => [name, sampleOf(document, field, depth + 1)]),
    );
  if (shape.items) return [];
  return FORMATS[shape.format ?? ''] ?? SAMPLES[[shape.type ?? 'object'].flat()[0] ?? ''] ?? {};
}

/** The address of a call. Throws where a part of the path is missing. */
export function addressOf(
  server: string,
  { path, parameters = [] }: Operation,
  values: Record<string, string>,
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (!values[name]) throw new Error(`Fill in ${name}`);
    return encodeURIComponent(values[name]);
  });
  const query = new URLSearchParams();
  for (const { name, in: place } of parameters) if (place === 'query' && values[name]) query.set(name, values[name]);
  const text = query.toString();
  return `${server}${filled}${text && `?${text}`}`;
}
