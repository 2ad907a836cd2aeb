import { z } from 'zod';
import { RUN_STATES } from '../../domain/operations/runStates.ts';
import { moneySchema } from '../reviews/moneyJson.ts';

const waitSchema = z
  .object({
    what: z.string().describe('As people say it: `a decision`, `the payment`'),
    since: z.string(),
    until: z.string().nullable().describe('When the wait is over at the latest; null = nobody knows'),
    for_whom: z.string().nullable().describe('Whoever can end it; null where that is no person'),
    task_id: z.string().nullable().describe('The review task that asks'),
  })
  .meta({ id: 'RunWait' });

export const runSchema = z
  .object({
    process_id: z.uuid(),
    kind: z.string(),
    kind_name: z.string().describe('The kind for people'),
    housekeeping: z.boolean().describe('Work of the installation and not of a customer'),
    title: z.string().describe('How people call it'),
    subtitle: z.string(),
    subject: z.string().describe('What it is about, e.g. the number of a case or a booking'),
    key: z.string().describe('Business key, with the number of the run'),
    status: z.enum(['open', 'closed']),
    state: z.enum(RUN_STATES).describe('What it is doing'),
    state_text: z.string().describe('The same for people'),
    waits_for: waitSchema.nullable(),
    stuck: z
      .object({ why: z.string(), since: z.string(), next: z.string().describe('What a person can do') })
      .nullable()
      .describe('Nothing will move it, or not in time; null = it goes its way'),
    step: z
      .object({ name: z.string(), since: z.string() })
      .nullable()
      .describe('What it does just now and since when; null when it has ended or its area does not tell'),
    next: z.string().nullable().describe('What comes after this step'),
    outcome: z
      .object({
        text: z.string(),
        tone: z.enum(['plain', 'good', 'bad', 'warn']),
        why: z.string().nullable().describe('The rule, the field or the error that made it end so'),
      })
      .nullable()
      .describe('How it ended; null while it is open'),
    amount_minor: z.int().nullable(),
    currency: z.string().nullable(),
    workflow_type: z.string(),
    workflow_id: z.string(),
    run_id: z.uuid().nullable(),
    started_by: z.string(),
    started_by_name: z.string(),
    created_at: z.string(),
    closed_at: z.string().nullable(),
    money: moneySchema.nullable().describe('What became of the money of its last decision; null without a review'),
  })
  .meta({ id: 'Run' });

const stepSchema = z
  .object({
    kind: z.enum(['activity', 'local', 'timer', 'child', 'update', 'signal', 'run']),
    name: z.string().describe('As the engine calls it'),
    title: z.string().describe('As people do'),
    status: z.enum(['running', 'done', 'failed', 'cancelled']),
    attempts: z.int(),
    code: z.string().nullable().describe('Type of the last failure'),
    problem: z
      .object({
        text: z.string(),
        next: z.string().nullable().describe('What a person can do; null = nothing is needed'),
        message: z.string().nullable().describe('What the engine kept, without anything personal'),
      })
      .nullable()
      .describe('The last failure for people'),
    started_at: z.string(),
    ended_at: z.string().nullable(),
    until: z.string().nullable().describe('When a running wait is over, or a failed step is tried again'),
  })
  .meta({ id: 'RunStep' });

const taskSchema = z
  .object({
    task_id: z.uuid(),
    kind_name: z.string(),
    title: z.string(),
    state: z.enum(['pending', 'approved', 'rejected', 'expired', 'cancelled']),
    opened_at: z.string(),
    closed_at: z.string().nullable(),
    decided_by_name: z.string().nullable(),
  })
  .meta({ id: 'RunTask' });

const commandSchema = z
  .object({
    command_id: z.uuid(),
    what: z.string().describe('`Refund at Stripe`'),
    amount_minor: z.int(),
    currency: z.string(),
    state: z.enum(['intended', 'attempting', 'unknown', 'applied', 'refused']),
    state_text: z.string(),
    tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']),
    vendor_id: z.string().nullable().describe('What the vendor calls it'),
    why: z.string().nullable().describe('Why it was refused'),
    attempts: z.int(),
    created_at: z.string(),
    finished_at: z.string().nullable(),
  })
  .meta({ id: 'RunMoneyCommand' });

const messageSchema = z
  .object({
    message_id: z.uuid(),
    what: z.string(),
    channel: z.enum(['email', 'queue', 'whatsapp', 'web']),
    to_whom: z.string().describe('A person by name, or who it is; never an address'),
    recipient: z.string().nullable().describe('The address; null without the permission `ops:read`'),
    status: z.enum(['queued', 'sent', 'logged', 'failed', 'undeliverable']),
    status_text: z.string(),
    tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']),
    created_at: z.string(),
    sent_at: z.string().nullable(),
  })
  .meta({ id: 'RunMessage' });

export const runDetailSchema = runSchema
  .extend({
    timeline: z
      .array(stepSchema)
      .nullable()
      .describe('Steps over all continuations; null when the engine has not taken the run yet, or no longer keeps it'),
    last_run_id: z
      .string()
      .nullable()
      .describe('Engine’s id of the last continuation: the one at work, or the one that paid; null as above'),
    tasks: z.array(taskSchema).nullable().describe('Its reviews, oldest first; null without `review:read`'),
    money_commands: z
      .array(commandSchema)
      .nullable()
      .describe('What it told vendors, oldest first; null without `review:read` or `ledger:read`'),
    messages: z.array(messageSchema).describe('Messages that it caused, oldest first'),
  })
  .meta({ id: 'RunDetail' });
