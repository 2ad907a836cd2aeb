import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../api/http/openapi.ts';
import { createRoutes, type RouteDeps } from '../api/routes.ts';

/**
 * Writes the console's client types from the routes that really validate: node scripts/generateClient.ts. With --check it
 * only says whether the file is that of today's routes.
 */
const file = join(import.meta.dirname, '..', 'console', 'api', 'schema.d.ts');

// Only declarations are read here, no handler runs, so nothing behind them is needed.
const declared = {
  production: false,
  sandboxUrl: 'http://sandbox',
  engineUi: null,
  demoLogins: [{}],
  vendors: [],
  operations: {},
};
const routes = createRoutes(declared as unknown as RouteDeps);
const document = openApiDocument(routes, '0');
const types = await openapiTypes(JSON.parse(JSON.stringify(document)) as Parameters<typeof openapiTypes>[0]);
const text = `// Generated from the API's routes by scripts/generateClient.ts; not edited by hand.\n${astToString(types)}`;

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write('console/api/schema.d.ts is not that of the routes; run: npm run console:client\n');
  process.exitCode = 1;
}
