import { sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';

/** Who stands behind an actor, as the account says it and never as a request does. */
export interface Person {
  name: string;
  /** null where no account stands behind it. Names can be chosen, addresses can not. */
  email: string | null;
}

const NAMELESS: Record<string, string> = {
  'temporal-operator': 'an operator, by a Signal without a name',
  workflow: 'the workflow',
  queue: 'the queue',
  model: 'the model',
  operator: 'an operator',
};

interface Row extends Record<string, unknown> {
  actor: string;
  name: string | null;
  email: string | null;
  key_name: string | null;
}

/** The people behind `user:…` and `key:…` (who made the key, with its name); words for what is no person. */
export async function peopleBehind(tx: Transaction, actors: readonly string[]): Promise<Map<string, Person>> {
  const wanted = [...new Set(actors)];
  if (wanted.length === 0) return new Map();
  const rows = await tx.execute<Row>(sql`
    select a.actor, u.display_name as name, u.email, k.name as key_name
    from jsonb_array_elements_text(${JSON.stringify(wanted)}::jsonb) as a (actor)
    left join users u on u.id = user_behind(a.actor) left join api_keys k on a.actor = 'key:' || k.id`);
  return new Map(
    rows.map(({ actor, name, email, key_name: key }) => [
      actor,
      name === null
        ? { name: NAMELESS[actor] ?? 'somebody without an account', email: null }
        : { name: key === null ? name : `${name}, by the key “${key}”`, email },
    ]),
  );
}

export async function personBehind(tx: Transaction, actor: string): Promise<Person> {
  return (await peopleBehind(tx, [actor])).get(actor) ?? { name: actor, email: null };
}

/** What does things by itself, or in nobody's name, as people call it. */
const SERVICES: Record<string, string> = {
  workflow: 'Countersign',
  books: 'Countersign',
  model: 'The model',
  mailbox: 'The mail reader',
  reconciler: 'The reconciler',
  queue: 'The event queue',
  vendor: 'The vendor',
  operator: 'An operator',
  anonymous: 'Somebody not signed in',
  'temporal-operator': 'An operator in Temporal',
};

/** Who did something, for a sentence: people and keys by name, services by what they are. Everybody has a name. */
export async function actorNames(tx: Transaction, actors: readonly string[]): Promise<Map<string, string>> {
  const people = await accountNames(tx, actors);
  return new Map(
    actors.map((actor) => [
      actor,
      people.get(actor) ?? (Object.hasOwn(SERVICES, actor) ? SERVICES[actor] : null) ?? 'Somebody',
    ]),
  );
}

const isAccount = (actor: string) => /^(?:user|key):/.test(actor);

/** Names to show beside `user:…` and `key:…`; what is no account has none. */
export async function accountNames(tx: Transaction, actors: readonly string[]): Promise<Map<string, string>> {
  const people = await peopleBehind(tx, actors.filter(isAccount));
  return new Map([...people].map(([actor, { name }]) => [actor, name]));
}
