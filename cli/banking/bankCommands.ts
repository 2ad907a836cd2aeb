import { bodyOf, openSession, type Shown, show } from '../commands/session.ts';
import { Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';

interface Listed {
  connection_id: string;
  kind: string;
  kind_name: string;
  name: string;
  state: { text: string; next: string };
  consent_ends_at: string | null;
  checked_at: string | null;
  actions: { kind: string; path: string; body: Record<string, string> | null }[];
}

const KINDS = new Set(['plaid', 'gocardless', 'enable_banking']);

const banksOf = async (session: ReturnType<typeof openSession>): Promise<Listed[]> =>
  bodyOf(await session.get<{ connections: Listed[] }>('/integrations')).connections.filter(({ kind }) =>
    KINDS.has(kind),
  );

/** Lists connected banks: how each stands, when it was read and when its consent ends. */
export async function listBanks(options: Shown): Promise<void> {
  const banks = await banksOf(openSession('admin'));
  show({ banks }, options, () => {
    if (banks.length === 0) line('no bank is connected');
    for (const bank of banks) {
      const ends = bank.consent_ends_at ? `, consent ends ${bank.consent_ends_at.slice(0, 10)}` : '';
      line(
        `${bank.name} by ${bank.kind_name}: ${[bank.state.text, bank.state.next].filter(Boolean).join('. ')}${ends}`,
      );
      line(`  ${bank.connection_id}${bank.checked_at ? `, read ${bank.checked_at}` : ''}`);
    }
  });
}

/** Begins a reading of one bank, or of all that can be read. */
export async function syncBanks(options: Shown & { bank?: string }): Promise<void> {
  const session = openSession('admin');
  const { bank: wanted } = options;
  const banks = (await banksOf(session)).filter(
    ({ connection_id, name, actions }) =>
      (!wanted || connection_id === wanted || name === wanted) && actions.some(({ kind }) => kind === 'sync'),
  );
  if (banks.length === 0)
    throw new Failure('missing', wanted ? `no bank ${wanted} can be read` : 'no bank is connected', {
      next: 'see them: countersign banks list',
    });
  for (const bank of banks) {
    const action = bank.actions.find(({ kind }) => kind === 'sync');
    if (action) bodyOf(await session.post(action.path, action.body ?? {}));
  }
  show({ started: banks.map(({ connection_id }) => connection_id) }, options, () => {
    for (const { name } of banks) line(`reading ${name}`);
  });
}
