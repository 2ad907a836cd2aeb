import { useQuery } from '@tanstack/react-query';
import { api, body, type Schema } from '../api/client.ts';
import { durationText, Instant } from '../ui/Instant.tsx';
import { Empty, Loaded } from '../ui/parts.tsx';

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

/** `fetchCrmCase` as people read it. */
const words = (name: string) => name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function Steps({ steps }: { steps: Schema<'RunStep'>[] }) {
  return (
    <ol className="timeline">
      {steps.map((step, index) => (
        <li key={`${step.started_at} ${step.name} ${String(index)}`} className={step.status}>
          <span className="step-name">{words(step.name)}</span>
          <span className="quiet step-kind">{step.kind}</span>
          {step.attempts > 1 && <span className="quiet">{step.attempts} attempts</span>}
          {step.code && <code>{step.code}</code>}
          <span className="quiet step-time">
            {step.status === 'running' ? 'since ' : ''}
            <Instant at={step.started_at} />
            {step.ended_at && step.ended_at !== step.started_at && ` · ${durationText(step.started_at, step.ended_at)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Steps, attempts and failures of a run: names and codes, never contents. */
export function RunTimeline({ processId }: { processId: string }) {
  const query = useRun(processId);
  return (
    <Loaded query={query}>
      {(run) =>
        run.timeline === null ? (
          <Empty title="No steps to show">The engine has not taken this run yet, or no longer keeps it.</Empty>
        ) : (
          <Steps steps={run.timeline} />
        )
      }
    </Loaded>
  );
}
