import { stems } from './blocks.ts';
import type { Prepared, PreparedTransaction } from './prepare.ts';
import type { MatchRules } from './schema.ts';

/** A name that agrees with more clients than this leads to none of them: "Schmidt S" in a large book. */
const MOST_CLIENTS = 20;
/** Words of more clients than this together are not looked through: then only the whole name leads to a client. */
const MOST_LOOKED_AT = 1_000;

const nameKey = (words: readonly string[]) => words.toSorted().join(' ');

function addTo(index: Map<string, string[]>, key: string, client: string): void {
  const list = index.get(key);
  if (list) list.push(client);
  else index.set(key, [client]);
}

/** Finds all clients with open invoices whose name agrees with a payer's; none where the name leads to nobody. */
export function clientFinder(
  { invoices, openOfClient, similarity }: Prepared,
  rules: MatchRules,
): (of: PreparedTransaction) => string[] {
  const words = new Map<string, readonly string[]>();
  const byStem = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  for (const [client, [first]] of openOfClient) {
    const own = invoices[first ?? -1]?.words ?? [];
    words.set(client, own);
    addTo(byName, nameKey(own), client);
    for (const stem of stems(own)) addTo(byStem, stem, client);
  }
  return (of) => {
    if (of.words.length === 0) return [];
    const lists = stems(of.words).map((stem) => byStem.get(stem) ?? []);
    const whole = byName.get(nameKey(of.words)) ?? [];
    const isTooMuch = lists.reduce((sum, list) => sum + list.length, 0) > MOST_LOOKED_AT;
    const candidates = new Set(isTooMuch ? whole : lists.flat());
    const agreeing = [...candidates].filter(
      (client) => similarity(of.words, words.get(client) ?? []) >= rules.payer.similarity,
    );
    return agreeing.length > MOST_CLIENTS ? whole.slice(0, MOST_CLIENTS) : agreeing;
  };
}
