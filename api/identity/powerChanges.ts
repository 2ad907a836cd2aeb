import { z } from 'zod';
import type { PowerChange } from '../../books/identity/requestPowerChange.ts';
import type { Person } from '../../db/identity/people.ts';
import { POWER_CHANGE_KINDS } from '../../domain/identity/power.ts';
import { requestSentence } from '../../domain/identity/powerSummary.ts';
import type { Reply } from '../http/route.ts';

export const powerChangeSchema = z
  .object({
    change_id: z.uuid(),
    kind: z.enum(POWER_CHANGE_KINDS),
    subject: z.string(),
    summary: z.string().describe('The change for people, as a clause'),
    sentence: z.string().describe('Who asks for what, as one sentence; in lists and of one change with the name'),
    may_approve: z
      .array(z.string())
      .nullable()
      .describe('People of the tenant who may approve it, at most five; null where it was not looked up'),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()),
    state: z.enum(['pending', 'approved', 'refused', 'replaced', 'expired']),
    requested_by: z.string(),
    requested_by_name: z.string().nullable().describe('In lists and of one change: the person behind it'),
    requested_at: z.string(),
    expires_at: z.string(),
    decided_by: z.string().nullable(),
    decided_by_name: z.string().nullable(),
    decided_at: z.string().nullable(),
    status_url: z.string(),
  })
  .meta({ id: 'PowerChange', description: 'A change that widens power over money and needs a second person' });

export const powerChangeJson = (
  change: PowerChange,
  people: ReadonlyMap<string, Person> = new Map(),
  approvers: ReadonlyMap<string, string[]> = new Map(),
): z.infer<typeof powerChangeSchema> => ({
  change_id: change.id,
  kind: change.kind,
  subject: change.subject,
  summary: change.summary,
  sentence: requestSentence(people.get(change.requestedBy)?.name ?? null, change.summary),
  may_approve: change.state === 'pending' ? (approvers.get(change.id) ?? null) : null,
  before: change.before,
  after: change.after,
  state: change.state === 'pending' && change.expiresAt.getTime() <= Date.now() ? 'expired' : change.state,
  requested_by: change.requestedBy,
  requested_by_name: people.get(change.requestedBy)?.name ?? null,
  requested_at: change.createdAt.toISOString(),
  expires_at: change.expiresAt.toISOString(),
  decided_by: change.decidedBy,
  decided_by_name: (change.decidedBy && people.get(change.decidedBy)?.name) || null,
  decided_at: change.decidedAt?.toISOString() ?? null,
  status_url: `/api/v1/admin/power-changes/${change.id}`,
});

export const powerChangeReply = (change: PowerChange): Reply => ({ status: 202, body: powerChangeJson(change) });
