import { randomBytes } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import { edge } from '../faults.ts';
import type { SandboxStore } from '../store.ts';

const records = { Case: 'case', Account: 'account', Organization: 'organization' } as const;
type Kind = keyof typeof records;
type CrmRecord = Record<string, unknown>;

/** Rows of one answer; the rest is read from `nextRecordsUrl`. */
const BATCH = 2_000;
const FIELD = '([A-Za-z_]+)';
const TEXT = "'((?:[^'\\\\]|\\\\.)*)'";
const QUERY = new RegExp(
  `^SELECT (.+?) FROM (Case|Account|Organization)(?: WHERE ${FIELD} = ${TEXT})?(?: LIMIT (\\d+))?$`,
  's',
);

/** Salesforce finds a record by 15 and by 18 letters; the last three of 18 are a checksum. */
const isSame = (stored: unknown, wanted: string): boolean => {
  const id = String(stored ?? '');
  const short = (text: string) => (/^[A-Za-z0-9]{18}$/.test(text) ? text.slice(0, 15) : text);
  return id === wanted || (/^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(wanted) && short(id) === short(wanted));
};

/** One field of a record; `Contact.Name` is that of the record which its `ContactId` names, or null. */
function fieldOf(store: SandboxStore, found: CrmRecord, field: string): [string, unknown] {
  const [relation = '', of] = field.split('.');
  if (of === undefined) return [field, found[field] ?? null];
  const related = store.get<CrmRecord>('salesforce', relation.toLowerCase(), String(found[`${relation}Id`] ?? ''));
  return [relation, related ? { attributes: { type: relation }, [of]: related[of] ?? null } : null];
}

const shown = (store: SandboxStore, kind: Kind, fields: string[], found: CrmRecord) => ({
  attributes: { type: kind },
  ...Object.fromEntries(fields.map((field) => fieldOf(store, found, field))),
});

/** As the vendor answers a token that opens no session. */
export const refuseSession = (response: Response): void =>
  void response.status(401).json([{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);

/** Queries of one object with one condition, as the product makes them through jsforce, below /salesforce. */
export function salesforceRouter(store: SandboxStore): Router {
  const router = express.Router();
  router.use(express.json(), edge(store, 'salesforce'));
  // Cursors of answers that were longer than one batch.
  const cursors = new Map<string, object[]>();

  const answer = (version: string, rows: object[], from: number, locator: string) => ({
    totalSize: rows.length,
    done: from + BATCH >= rows.length,
    ...(from + BATCH < rows.length
      ? { nextRecordsUrl: `/services/data/${version}/query/${locator}-${from + BATCH}` }
      : {}),
    records: rows.slice(from, from + BATCH),
  });

  router.get('/services/data/:version/query', (request, response) => {
    const match = QUERY.exec(String(request.query.q ?? '').trim());
    if (!match) {
      response
        .status(400)
        .json([{ errorCode: 'MALFORMED_QUERY', message: 'sandbox reads Case, Account or Organization' }]);
      return;
    }
    const [, select = '', kind = 'Case', field, value = '', limit] = match;
    const fields = select.split(',').map((name) => name.trim());
    const direct = field === 'Id' && store.get<CrmRecord>('salesforce', records[kind as Kind], value);
    const { name: Name, accounts } = store.company;
    const organization = kind === 'Organization' ? [{ Id: accounts.salesforce, Name }] : null;
    const all = direct ? [direct] : (organization ?? store.list<CrmRecord>('salesforce', records[kind as Kind]));
    const rows = all
      .filter((found) => direct || !field || (/Id$/.test(field) ? isSame(found[field], value) : found[field] === value))
      .slice(0, limit === undefined ? undefined : Number(limit))
      .map((found) => shown(store, kind as Kind, fields, found));
    const locator = `01g${randomBytes(9).toString('hex').slice(0, 15)}`;
    if (rows.length > BATCH) cursors.set(locator, rows);
    response.json(answer(request.params.version, rows, 0, locator));
  });
  router.get('/services/data/:version/query/:locator', (request, response) => {
    const [locator = '', from = ''] = request.params.locator.split('-');
    const rows = cursors.get(locator);
    if (rows) response.json(answer(request.params.version, rows, Number(from), locator));
    else response.status(400).json([{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }]);
  });
  return router;
}
