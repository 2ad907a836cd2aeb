import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { readProofFacts } from '../../db/reconciliation/proof/readProof.ts';
import { csvCell } from '../../domain/csvCell.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { formatAmount } from '../../domain/money/money.ts';
import {
  FINDING_KINDS,
  FINDINGS,
  type Finding,
  type FindingKind,
  isOpen,
} from '../../domain/reconciliation/proof/findings.ts';
import { type Proof, prove } from '../../domain/reconciliation/proof/prove.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute } from '../http/route.ts';
import { dayText } from '../http/text.ts';
import { findingJson, findingSchema, proofJson, proofShape } from './proofJson.ts';

const MOST_CSV_ROWS = 10_000;
const KINDS = FINDING_KINDS as [FindingKind, ...FindingKind[]];

const query = z.strictObject({
  as_of: dayText().optional().describe('The last day that counts, of the tenant; without it today'),
  format: z.enum(['json', 'csv']).default('json').describe('csv: the residuals, at most 10,000'),
  kind: z.enum(KINDS).optional().describe('Only residuals of this kind'),
  open: z.enum(['true', 'false']).optional().describe('Only residuals that are open, or that are not'),
  limit: queryInteger(1, 200).default(50),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'next_cursor of the page before')
    .optional()
    .describe('next_cursor of the page before: how many residuals were shown'),
});

const COLUMNS = [
  'kind',
  'what',
  'open',
  'side',
  'about',
  'detail',
  'amount',
  'currency',
  'since',
  'whose turn',
  'what to do',
];
function csvOf(findings: readonly Finding[]): string {
  const rows = findings.slice(0, MOST_CSV_ROWS).map((found) => {
    const { text, next, owner } = FINDINGS[found.kind];
    const { amountMinor, currency } = found;
    const amount = amountMinor === null || currency === null ? '' : formatAmount(amountMinor, currency);
    const texts = [found.kind, text, isOpen(found) ? 'yes' : 'no', found.side, found.about, found.detail];
    return [...texts.map(csvCell), amount, currency ?? '', found.since ?? '', csvCell(owner), csvCell(next)].join(',');
  });
  return [COLUMNS.map(csvCell).join(','), ...rows].join('\r\n');
}

/** The proof of a tenant as of a day. Who asks while one is worked out gets that one: many at once cost no more than one. */
function provedOnce(db: Database, timeZone: string) {
  const underWay = new Map<string, Promise<Proof | null>>();
  const proved = async (tenantId: string, day: string | null): Promise<Proof | null> => {
    const facts = await readProofFacts(db, tenantId, { timeZone, day });
    return facts && prove(facts);
  };
  return (tenantId: string, day: string | null): Promise<Proof | null> => {
    const key = `${tenantId} ${day}`;
    const known = underWay.get(key);
    if (known) return known;
    const begun = proved(tenantId, day).finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}

/** Whether banks, ledger and WHMCS agree, and every residual between them. */
export const proofRoute = ({ db, timeZone }: { db: Database; timeZone: string }) => {
  const proofOf = provedOnce(db, timeZone);
  return defineRoute({
    method: 'get',
    path: '/reconciliation/proof',
    area: 'reconciliation',
    summary: 'Bank, ledger and WHMCS side by side, with every residual named and explained',
    access: 'reconciliation:read',
    query,
    responses: {
      200: {
        description: 'The proof, with a page of its residuals',
        schema: z
          .object({
            ...proofShape,
            findings: z.array(findingSchema),
            count: z.int(),
            next_cursor: z.string().nullable(),
          })
          .meta({ id: 'ReconciliationProof' }),
        orText: 'text/csv',
      },
    },
    errors: ['VALIDATION_FAILED'],
    async handle(_context, { tenantId }, { query: { as_of: day, format, kind, open, limit, cursor } }) {
      const proof = await proofOf(tenantId, day ?? null);
      if (!proof)
        throw new CodedError('VALIDATION_FAILED', 'as_of: this day has not begun', {
          fields: [{ field: 'as_of', rule: 'a day that has begun' }],
        });
      const wanted = proof.findings.filter(
        (found) => (!kind || found.kind === kind) && (!open || isOpen(found) === (open === 'true')),
      );
      if (format === 'csv') return { status: 200, type: 'text/csv', body: csvOf(wanted) };
      const from = Number(cursor ?? 0);
      const shown = wanted.slice(from, from + limit);
      const end = from + shown.length;
      const page = { count: shown.length, next_cursor: end < wanted.length ? String(end) : null };
      return { status: 200, body: { ...proofJson(proof), findings: shown.map(findingJson), ...page } };
    },
  });
};
