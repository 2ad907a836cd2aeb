import { stems } from './blocks.ts';
import type { Prepared, PreparedTransaction } from './prepare.ts';
import type { MatchRules } from './schema.ts';

/** A name that more clients than this share tells nobody from others. */
const MOST_CLIENTS = 60;

/** Finds the clients with open invoices whose name agrees with a payer's. */
export function clientFinder(
  { invoices, openOfClient, similarity }: Prepared,
  rules: MatchRules,
): (of: PreparedTransaction) => string[] {
  const words = new Map<string, readonly string[]>();
  for (const [client, [first]] of openOfClient) words.set(client, invoices[first ?? -1]?.words ?? []);
  const byStem = new Map<string, string[]>();
  for (const [client, own] of words)
    for (const stem of stems(own)) {
      const list = byStem.get(stem);
      if (list) list.push(client);
      else byStem.set(stem, [client]);
    }
  return (of) => {
    const lists = stems(of.words).map((stem) => byStem.get(stem) ?? []);
    const candidates = new Set<string>();
    // The rarest word first: it alone nearly always finds the client.
    for (const list of lists.toSorted((one, other) => one.length - other.length))
      for (const client of list) if (candidates.size < MOST_CLIENTS) candidates.add(client);
    return [...candidates].filter((client) => similarity(of.words, words.get(client) ?? []) >= rules.payer.similarity);
  };
}
