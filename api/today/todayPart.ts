import type { SQL } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { Permission } from '../../domain/identity/permissions.ts';
import type { TodaySectionName } from './sections.ts';

type Tone = 'plain' | 'good' | 'bad' | 'warn' | 'info';

/** Who opens Today, and where their day begins. */
export interface TodayReader {
  userId: string;
  /** As decisions and requests name them. */
  actor: string;
  permissions: readonly Permission[];
  /** Midnight in the tenant's time zone, as an expression of an instant. */
  dayStart: SQL;
}

/** One line of Today; all of it in words. Instants are ISO 8601. */
export interface TodayItem {
  title: string;
  subtitle: string;
  amount?: { minor: number; currency: string } | null;
  since?: string | null;
  due?: string | null;
  tone: Tone;
  /** Page of the desk, from its root. */
  href: string;
}

/** What an area says of a section, as it shows it and how many there are in all. */
interface TodayFound {
  items: TodayItem[];
  total?: number;
}

/** What an area adds to one section of Today, to be read in one transaction with all others. */
export interface TodayPart {
  section: TodaySectionName;
  /** Without it neither the part nor its link is there; null = everybody signed in, about their own things only. */
  permission: Permission | null;
  /** Only for people of this role. */
  role?: 'user';
  /** Stands before the other parts of its section. */
  first?: true;
  /** The whole list that this is the beginning of. */
  more?: { text: string; href: string };
  /** Sent together with those of the other parts, so one query each: what waits for another answer costs a round trip. */
  read(tx: Transaction, reader: TodayReader): Promise<TodayFound>;
}

/** A number beside a page of the menu. */
export interface MenuCount {
  permission: Permission | null;
  role?: 'user';
  /** After the number, for those who hear it: `open task`, `open tasks`. */
  one: string;
  many: string;
  tone: Tone;
  count(reader: TodayReader): SQL;
}

/** What everybody who has one of these rights must see on every page. */
export interface Notice {
  tone: Tone;
  title: string;
  text: string;
  since: string;
  href: string;
}
export interface NoticePart {
  anyOf: readonly Permission[];
  /** Where it is changed, for whoever may. */
  read(tx: Transaction, reader: TodayReader): Promise<Notice[]>;
}

/** Lines that one part gives at most. */
export const SHOWN_ITEMS = 5;

/** An instant of a raw query as the API writes it. */
export const instantText = (value: unknown): string | null =>
  value === null || value === undefined ? null : new Date(String(value)).toISOString();
