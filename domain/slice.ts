import type { ErrorEntry } from './errors/codes.ts';
import type { EventSentence } from './events/sentence.ts';
import type { GroupEntry } from './groups.ts';
import type { PermissionEntry } from './identity/roles.ts';
import type { AlertRuleEntry } from './operations/alertRules.ts';
import type { ProcessKindEntry } from './operations/processKinds.ts';
import type { ReviewKindEntry } from './reviews/actions.ts';
import type { SettingEntry } from './settings.ts';

/** When a workflow of every tenant is started by itself. Times in ms; `offsetMs` counts from midnight UTC. */
interface ScheduleEntry {
  id: string;
  workflowType: string;
  everyMs: number;
  offsetMs?: number;
  jitterMs: number;
  /** Handed to the workflow, where it does one thing for several areas. */
  kind?: string;
}

/** A task queue, per worker process: slots stay within the worker's database pool; the rate holds for all workers of it. */
export interface QueueEntry {
  hostsWorkflows: boolean;
  activitySlots: number;
  activitiesPerSecond: number | null;
}

/**
 * What an area is to all rooms: its names, as pure data. Each is in `domain/<area>/area.ts`, and `domain/areas.ts` lists the
 * areas. What belongs to one room only (routes, pages, tables, activities) is in that room's folder of the area.
 */
export interface DomainArea {
  errorCodes?: Record<string, ErrorEntry>;
  /** What it writes into the audit log, and the sentence that people read of each. */
  events?: Record<string, EventSentence>;
  /** What people call the kind of its events, all of them. */
  eventsTitle?: string;
  permissions?: Record<string, PermissionEntry>;
  /** Kinds of changes that widen power over money, and the right to ask for each; `books/<area>/` has what they do. */
  powerKinds?: Record<string, string>;
  /** Headlines of settings and alert rules; entries of any area may stand under them. */
  groups?: Record<string, GroupEntry>;
  alertRules?: Record<string, AlertRuleEntry>;
  /** Settings of a tenant: what they mean, and when a change takes a second person. */
  settings?: Record<string, SettingEntry>;
  /** Fields of its log lines, besides those of everybody: ids, counts and codes, nothing that people wrote. */
  logFields?: readonly string[];
  /** Mails it sends, each with what it tells, after “tell somebody that”; their texts are in `activities/<area>/`. */
  mailTemplates?: Record<string, string>;
  schedules?: readonly ScheduleEntry[];
  /** Task queues it needs besides `core` and `integrations`. */
  queues?: Record<string, QueueEntry>;
  /** Kinds of runs it starts, and what people call them. */
  processKinds?: Record<string, ProcessKindEntry>;
  /** Its activities, workflows and their messages, as people read them in a run's steps. An activity without one does not compile. */
  stepNames?: Record<string, string>;
  /** What its reviewers decide about: actions, what each needs, who may. */
  reviewKinds?: Record<string, ReviewKindEntry>;
}
