import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { countRuns } from '../../db/operations/runStates.ts';
import { processKind } from '../../domain/operations/processKinds.ts';
import { RUN_STATE_WORDS, RUN_STATES } from '../../domain/operations/runStates.ts';
import { defineRoute, type Route } from '../http/route.ts';

const countSchema = z
  .object({
    kinds: z
      .array(
        z.object({
          kind: z.string(),
          name: z.string().describe('Several of them, for people'),
          housekeeping: z.boolean(),
          count: z.int(),
        }),
      )
      .describe('Kinds of which there are runs'),
    states: z
      .array(z.object({ state: z.enum(RUN_STATES), name: z.string(), count: z.int() }))
      .describe('Without the work of the installation'),
    stuck: z.int().describe('What nothing will move, or not in time, without the work of the installation'),
    housekeeping: z.int().describe('Runs that are work of the installation'),
  })
  .meta({ id: 'RunCounts' });

/** What the list of runs may be narrowed to, with how many each leaves. */
export const runCountRoute = ({ db }: { db: Database }): Route =>
  defineRoute({
    method: 'get',
    path: '/run-counts',
    area: 'runs',
    summary: 'How many of the newest 10,000 runs are what, by kind and by what they do',
    access: 'runs:read',
    responses: { 200: { description: 'Counts', schema: countSchema } },
    errors: [],
    async handle(_context, principal) {
      const counted = await db.withTenant(principal.tenantId, countRuns);
      const sum = (rows: typeof counted) => rows.reduce((total, row) => total + row.count, 0);
      const business = counted.filter((row) => !processKind(row.kind).housekeeping);
      const kinds = [...new Set(counted.map((row) => row.kind))].map((kind) => ({
        kind,
        name: processKind(kind).many,
        housekeeping: processKind(kind).housekeeping,
        count: sum(counted.filter((row) => row.kind === kind)),
      }));
      const body = {
        kinds: kinds.toSorted((one, other) => one.name.localeCompare(other.name)),
        states: RUN_STATES.map((state) => ({
          state,
          name: RUN_STATE_WORDS[state],
          count: sum(business.filter((row) => row.state === state)),
        })),
        stuck: sum(business.filter((row) => row.stuck)),
        housekeeping: sum(counted) - sum(business),
      };
      return { status: 200, body };
    },
  });
