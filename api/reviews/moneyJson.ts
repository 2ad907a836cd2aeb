import { z } from 'zod';
import { MONEY_STATES } from '../../domain/money/moneyState.ts';

/** The state of the money behind a decision, as people read it; db/money/moneyStates.ts makes it. */
export const moneySchema = z
  .object({
    state: z.enum(MONEY_STATES),
    tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']).describe('good only where the money is where it should be'),
    label: z.string().describe('One or two words'),
    text: z.string(),
    next: z.string().nullable().describe('What a person can do; null = nothing is needed'),
    next_task_id: z.string().nullable().describe('A review of the same run that waits'),
  })
  .meta({ id: 'MoneyState' });
