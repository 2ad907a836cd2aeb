import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { lockMatch } from '../../books/reconciliation/moveMatch.ts';
import { openReturn } from '../../books/reconciliation/returnMatch.ts';
import { isUuid } from '../../db/database.ts';
import { processes } from '../../db/operations/schema.ts';
import { factsOfMatch } from '../../db/reconciliation/matchFacts.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { nameReturn } from '../../domain/reconciliation/matchNaming.ts';
import { RETURN_REASON_WORDS, RETURN_STATES } from '../../domain/reconciliation/returns.ts';
import { defineRoute } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import type { BillingReadDeps } from './invoiceRoutes.ts';

/** Asks for a recorded match to be taken back; a second person decides. */
export const undoRoute = ({ db, cipher }: BillingReadDeps) =>
  defineRoute({
    method: 'post',
    path: '/reconciliation/matches/:match_id/undo',
    area: 'reconciliation',
    summary: 'Ask for a recorded match to be taken back at WHMCS; another person decides about it',
    access: 'review:decide',
    remembers: true,
    params: z.object({ match_id: z.string().max(100) }),
    body: z.strictObject({ comment: plainText(500).pipe(z.string().min(1)) }),
    responses: {
      202: {
        description: 'A second person is asked, or was asked before',
        schema: z.object({
          return_id: z.uuid(),
          status: z.enum(RETURN_STATES),
          amount_minor: z.int(),
          currency: z.string(),
          workflow_id: z.string(),
          status_url: z.string(),
        }),
      },
    },
    errors: ['NOT_FOUND', 'MATCH_NOT_RECORDED'],
    example: { comment: 'It was for another client of the same name' },
    handle: (_context, { tenantId, actor }, { params: { match_id: id }, body: { comment } }) =>
      db.withTenant(tenantId, async (tx) => {
        const match = isUuid(id) ? await lockMatch(tx, id) : undefined;
        if (!match) throw new CodedError('NOT_FOUND');
        const { payments, invoices } = await factsOfMatch(tx, cipher, match.id);
        const { title } = nameReturn({
          amountMinor: match.amountMinor,
          currency: match.currency,
          invoices,
          payer: payments[0]?.payer ?? null,
          why: RETURN_REASON_WORDS.asked,
        });
        const wanted = { reason: 'asked', amountMinor: null, requestedBy: actor, comment, title } as const;
        const { row } = await openReturn(tx, match, wanted);
        const [process] = await tx.select().from(processes).where(eq(processes.id, row.processId));
        return {
          status: 202,
          body: {
            return_id: row.id,
            status: row.state,
            amount_minor: row.amountMinor,
            currency: match.currency,
            workflow_id: process?.workflowId ?? '',
            status_url: `/api/v1/runs/${row.processId}`,
          },
        };
      }),
  });
