import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { ERROR_CODES } from '../../domain/errors/codes.ts';
import { problemSchema } from './problem.ts';
import type { Route } from './route.ts';

const always = (route: Route) => [
  ...(route.access === 'public'
    ? []
    : (['UNAUTHENTICATED', 'TOKEN_INVALID', 'TOKEN_EXPIRED', 'TOKEN_REVOKED', 'TENANT_MISMATCH'] as const)),
  ...(route.access === 'public' || route.access === 'token' ? [] : (['FORBIDDEN'] as const)),
  'RATE_LIMITED' as const,
  'HEADERS_TOO_LARGE' as const,
  ...(route.body || route.query || route.params ? (['VALIDATION_FAILED'] as const) : []),
  ...(route.body ? (['INVALID_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
];

const ACCESS_TEXT: Record<string, string> = {
  public: 'Needs no token.',
  token: 'Needs a token or an API key.',
  user: 'Needs a token of a person; API keys are refused.',
};

const header = (description: string) => ({ description, schema: { type: 'string' } });
/** Headers that tell a refused caller what to do. */
const HEADERS: Record<string, Record<string, ReturnType<typeof header>>> = {
  401: { 'WWW-Authenticate': header('RFC 6750: without error where nothing was sent, else error="invalid_token"') },
  403: { 'WWW-Authenticate': header('error="insufficient_scope" with the scope, where a permission is missing') },
  429: { 'Retry-After': header('Seconds until it may be tried again') },
  503: { 'Retry-After': header('Seconds until it may be tried again') },
};

function operation(route: Route): ZodOpenApiOperationObject {
  const codes = [...new Set([...always(route), ...route.errors])];
  const failures: Record<string, (keyof typeof ERROR_CODES)[]> = {};
  for (const code of codes) {
    const { status } = ERROR_CODES[code];
    failures[status] = [...(failures[status] ?? []), code];
  }
  return {
    operationId: `${route.method}_${route.path.replaceAll(/[^a-zA-Z]+/g, '_')}`.replace(/_$/, ''),
    tags: [route.area],
    summary: route.summary,
    ...(route.access === 'public' ? { security: [] } : {}),
    description: ACCESS_TEXT[route.access] ?? `Needs permission \`${route.access}\`.`,
    ...(route.access === 'user' ? { security: [{ bearer: [] }] } : {}),
    ...(route.idempotent || route.remembers ? { 'x-idempotency-key': true } : {}),
    requestParams: { ...(route.params ? { path: route.params } : {}), ...(route.query ? { query: route.query } : {}) },
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: {
              'application/json': { schema: route.body, ...(route.example ? { example: route.example } : {}) },
            },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, { description, schema, type, orText }]) => [
          status,
          {
            description,
            ...(schema
              ? {
                  content: {
                    [type ?? 'application/json']: { schema },
                    ...(orText ? { [orText]: { schema: { type: 'string' } } } : {}),
                  },
                }
              : {}),
          },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(failures).map(([status, names]) => [
          status,
          {
            description: names.join(', '),
            ...(HEADERS[status] ? { headers: HEADERS[status] } : {}),
            'x-error-codes': Object.fromEntries(names.map((name) => [name, ERROR_CODES[name].title])),
            content: { 'application/problem+json': { schema: problemSchema } },
          },
        ]),
      ),
    },
  } as ZodOpenApiOperationObject;
}

const openPath = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');

/** OpenAPI 3.1 from the same schemas that validate. Paths are relative to /api/v1. */
export function openApiDocument(routes: Route[], version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = openPath(route.path);
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version,
      description:
        'Money work as durable workflows, countersigned by people. Errors are problem+json with a stable `error.code`.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }, { apiKey: [] }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
    paths,
  });
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const prose = (text: string) => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** A readable page of the same routes; static HTML without scripts. */
export function openApiPage(routes: Route[]): string {
  const areas = [...new Set(routes.map((route) => route.area))];
  const rows = (area: string) =>
    routes
      .filter((route) => route.area === area)
      .map(
        (route) =>
          `<tr><td class="m">${route.method.toUpperCase()}</td><td><code>${escapeHtml(openPath(route.path))}</code></td><td>${prose(route.summary)}</td><td>${escapeHtml(route.access)}</td><td>${Object.keys(route.responses).join(', ')}</td><td>${route.errors.map((code) => `<code>${code}</code>`).join(' ')}</td></tr>`,
      )
      .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Countersign API</title>
<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24;background:#fff}h2{margin-top:2rem;text-transform:capitalize}
table{border-collapse:collapse;width:100%;table-layout:fixed}th:nth-child(1){width:5rem}th:nth-child(2){width:17rem}th:nth-child(4){width:8rem}th:nth-child(5){width:5rem}th:nth-child(6){width:18rem}th,td{overflow-wrap:anywhere;border-bottom:1px solid #d8dee4;padding:.4rem .6rem;text-align:left;vertical-align:top}code{font-size:.85em}.m{font-weight:600}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}a{color:#6cb6ff}}</style></head><body>
<h1>Countersign API</h1><p><a href="/console/api">Bodies and schemas, and a form to try each operation as yourself</a> are in the desk.</p><p>Paths are below <code>/api/v1</code>; the same router answers at <code>/api</code> and <code>/</code>. Machine-readable: <a href="/openapi.json">openapi.json</a>.
Sign in with <code>POST /auth/login</code> and send <code>Authorization: Bearer …</code>, or send an API key as <code>X-API-Key</code>. Every answer may also be 429 with <code>Retry-After</code>, and 401 where a token is needed; lists take <code>limit</code>, <code>cursor</code> and <code>sort</code>. Errors are <code>application/problem+json</code> with a stable <code>error.code</code>.</p>
${areas.map((area) => `<h2>${escapeHtml(area)}</h2><table><thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Access</th><th>Answers</th><th>Own errors</th></tr></thead><tbody>${rows(area)}</tbody></table>`).join('\n')}
</body></html>`;
}
