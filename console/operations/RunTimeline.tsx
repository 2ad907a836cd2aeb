import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api, body } from '../api/client.ts';
import { durationText, Instant } from '../ui/Instant.tsx';
import { Empty, Loaded } from '../ui/parts.tsx';
import { rowsOf, untilText, type WaterfallRow } from './runWords.ts';
import { layOut, type Waterfall } from './waterfall.ts';

/** Address of a run in the Temporal UI; null where there is none. */
function useRunUrl(): (workflowId: string, runId: string) => string | null {
  const desk = useQuery({
    queryKey: ['desk'],
    queryFn: () => body(api.GET('/desk')),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const template = desk.data?.run_url ?? null;
  return (workflowId, runId) =>
    template?.replace('{workflow_id}', encodeURIComponent(workflowId)).replace('{run_id}', encodeURIComponent(runId)) ??
    null;
}

export const useRun = (processId: string) =>
  useQuery({
    queryKey: ['run', processId],
    queryFn: () => body(api.GET('/runs/{process_id}', { params: { path: { process_id: processId } } })),
  });

/** The run that is at work, or that paid, in the Temporal UI; nothing where there is none. */
export function RunLink({ processId, className = '' }: { processId: string; className?: string }) {
  const runUrl = useRunUrl();
  const { data: run } = useRun(processId);
  const url = run?.last_run_id ? runUrl(run.workflow_id, run.last_run_id) : null;
  return url ? (
    <a className={className} href={url} target="_blank" rel="noreferrer">
      Open in the Temporal UI
    </a>
  ) : null;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** How a step went, for those who do not see its colour. */
const TONE_WORDS: Record<WaterfallRow['tone'], string> = {
  done: '',
  failed: 'failed',
  cancelled: 'called off',
  running: 'runs',
  wait: '',
};

function Step({ row, index, drawn, now }: { row: WaterfallRow; index: number; drawn: Waterfall; now: number }) {
  const bar = drawn.bars[index];
  const said = [
    TONE_WORDS[row.tone],
    `${row.to === null ? 'for ' : ''}${durationText(iso(row.from), iso(Math.max(row.from, row.to ?? now)))}`,
    row.attempts > 1 ? `${row.attempts} attempts` : '',
    row.until ? `until ${untilText(row.until, now)}` : '',
  ];
  return (
    <li className={row.tone}>
      <div className="step-name">{row.taskId ? <Link to={`/reviews/${row.taskId}`}>{row.title}</Link> : row.title}</div>
      <div className="step-track" aria-hidden="true">
        {drawn.gaps.map((gap) => (
          <i key={gap.from} className="step-gap" style={{ left: `${gap.at}%` }} />
        ))}
        {bar && <b className="step-bar" style={{ left: `${bar.left}%`, width: `${bar.width}%` }} />}
      </div>
      <div className="step-time quiet">
        {said.filter(Boolean).join(', ')}
        <span className="for-readers">
          , began <Instant at={iso(row.from)} />
        </span>
      </div>
      {row.problem && (
        <div className="step-problem">
          <p>
            {row.tone === 'failed' ? '' : 'An attempt failed: '}
            {row.problem.text}
            {row.problem.next && <span className="quiet">. {row.problem.next}.</span>}
          </p>
          {row.problem.message && (
            <details>
              <summary>What the engine kept</summary>
              <code>{row.problem.message}</code>
            </details>
          )}
        </div>
      )}
    </li>
  );
}

function Steps({ rows }: { rows: readonly WaterfallRow[] }) {
  const now = Date.now();
  const drawn = layOut(rows, now);
  return (
    <>
      <p className="waterfall-scale quiet">
        <span>
          From <Instant at={iso(drawn.from)} />
        </span>
        {drawn.gaps.length > 0 && (
          <span>
            Drawn short: {drawn.gaps.map((gap) => `a wait of ${durationText(iso(gap.from), iso(gap.to))}`).join(', ')}
          </span>
        )}
        <span>
          {durationText(iso(drawn.from), iso(drawn.to))}
          {rows.some((row) => row.to === null) ? ' so far' : ' in all'}
        </span>
      </p>
      <ol className="waterfall">
        {rows.map((row, index) => (
          <Step key={row.key} row={row} index={index} drawn={drawn} now={now} />
        ))}
      </ol>
    </>
  );
}

/** Steps, waits, attempts and failures of a run as a waterfall: names and codes, never contents. */
export function RunTimeline({ processId }: { processId: string }) {
  const query = useRun(processId);
  return (
    <Loaded query={query}>
      {(run) =>
        run.timeline === null ? (
          <Empty title="No steps to show">
            {run.status === 'open'
              ? 'They appear as soon as the engine has begun this run.'
              : 'The engine keeps the steps of an ended run for a while only. What it did stands below and in its events.'}
          </Empty>
        ) : (
          <Steps rows={rowsOf(run.timeline, run.tasks ?? [])} />
        )
      }
    </Loaded>
  );
}
