import express, { type Router } from 'express';
import { edge } from '../faults.ts';
import type { SandboxStore } from '../store.ts';

const records = { Case: 'case', Account: 'account' } as const;

/** The two queries of one record by Id that the product makes through jsforce, below /salesforce. */
export function salesforceRouter(store: SandboxStore): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, 'salesforce'));
  router.get('/services/data/:version/query', (request, response) => {
    const soql = String(request.query.q ?? '');
    const match = /FROM (Case|Account) WHERE Id = '((?:[^'\\]|\\.)*)'/.exec(soql);
    if (!match) {
      response.status(400).json([{ errorCode: 'MALFORMED_QUERY', message: 'sandbox reads one Case or Account by Id' }]);
      return;
    }
    const kind = match[1] as keyof typeof records;
    const found = store.get<Record<string, unknown>>('salesforce', records[kind], match[2] ?? '');
    const fields =
      /SELECT (.*) FROM/
        .exec(soql)?.[1]
        ?.split(',')
        .map((field) => field.trim()) ?? [];
    const shown = found && {
      attributes: { type: kind },
      ...Object.fromEntries(fields.map((field) => [field, found[field] ?? null])),
    };
    response.json({ totalSize: shown ? 1 : 0, done: true, records: shown ? [shown] : [] });
  });
  return router;
}
