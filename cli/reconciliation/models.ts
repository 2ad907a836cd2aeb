import { bodyOf, openSession, type Shown, show } from '../commands/session.ts';
import { Failure } from '../terminal/failure.ts';
import { type Column, line, printTable } from '../terminal/print.ts';
import { ago } from '../terminal/text.ts';

interface Model {
  version: number;
  used: boolean;
  learned: boolean;
  why: string;
  precision_before: number | null;
  precision_after: number | null;
  created_at: string;
}
interface Models {
  active_version: number;
  versions: Model[];
}

const percent = (share: number | null) => (share === null ? '' : `${Math.round(share * 100)} %`);
const COLUMNS: readonly Column<Model>[] = [
  { head: 'VERSION', of: ({ version }) => String(version), right: true },
  { head: 'SCORES BY', of: ({ learned }) => (learned ? 'what was learned' : 'the rules') },
  { head: 'WHY', of: ({ why }) => why },
  { head: 'BEFORE', of: (model) => percent(model.precision_before), right: true },
  { head: 'AFTER', of: (model) => percent(model.precision_after), right: true },
  { head: 'AGE', of: (model) => ago(model.created_at) },
];

const read = async () => bodyOf(await openSession('admin').get<Models>('/reconciliation/models'));
const inUse = (version: number) => (version === 0 ? 'the rules score payments' : `version ${version} scores payments`);

/** Lists what was learned, newest first. */
export async function listModels(options: Shown): Promise<void> {
  show(await read(), options, ({ active_version: active, versions }) => {
    line(inUse(active));
    if (versions.length > 0) printTable(COLUMNS, versions);
  });
}

/** Lets a version, or the rules (0), score payments from the next run on. */
export async function chooseModel(text: string, options: Shown): Promise<void> {
  const version = Number(text);
  if (!/^\d{1,9}$/.test(text)) throw new Failure('usage', `a version is a whole number, and "${text}" is none`);
  const { active_version: from } = await read();
  const session = openSession('admin');
  const answer = await session.post<{ version?: number; summary?: string }>('/reconciliation/models/choose', {
    from_version: from,
    version,
  });
  show(bodyOf(answer), options, ({ summary }) =>
    line(
      summary === undefined
        ? `${version === 0 ? 'the rules score' : `what version ${version} learned scores`} payments from the next run on`
        : `${summary}: waits for a second person`,
    ),
  );
}
