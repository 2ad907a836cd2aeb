import { Link, useParams } from 'react-router';
import type { Schema } from '../api/client.ts';
import * as AREAS from '../areas.ts';
import { useMay } from '../session/useSession.ts';
import type { ConsoleArea } from '../slice.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, Loaded, PageHead } from '../ui/parts.tsx';
import { RunLinks } from './RunLinks.tsx';
import { RunLink, RunTimeline, useRun } from './RunTimeline.tsx';
import { ageText, badgeOf, nowText } from './runWords.ts';

type RunDetail = Schema<'RunDetail'>;

const SUBJECTS = Object.assign(
  {},
  ...Object.values(AREAS as Record<string, ConsoleArea>).map((area) => area.subjectPages ?? {}),
) as Record<string, { title: string; path: string }>;

/** The page of what a run is about, where its area has one. */
function SubjectLink({ run }: { run: RunDetail }) {
  const page = Object.hasOwn(SUBJECTS, run.kind) ? SUBJECTS[run.kind] : undefined;
  return page ? (
    <Link className="button" to={`/${page.path.replace('{subject}', encodeURIComponent(run.subject))}`}>
      {page.title}
    </Link>
  ) : null;
}

/** What it does now, what is next and who can move it; or how it ended and why. */
function Now({ run }: { run: RunDetail }) {
  const badge = badgeOf(run);
  const text = nowText(run, Date.now());
  const tone = run.outcome ? (run.outcome.tone === 'plain' ? '' : run.outcome.tone) : run.stuck ? 'bad' : '';
  return (
    <section className={`note ${tone}`} aria-label="Now">
      <p>
        <Badge tone={badge.tone}>{badge.text}</Badge> {text && <strong>{text}.</strong>}
      </p>
      {run.stuck && (
        <p>
          {run.stuck.why}, since <Instant at={run.stuck.since} />. {run.stuck.next}.
        </p>
      )}
      {run.waits_for?.task_id && (
        <p>
          <Link to={`/reviews/${run.waits_for.task_id}`}>Open the question</Link>
        </p>
      )}
      {run.next && <p className="quiet">Next: {run.next}.</p>}
    </section>
  );
}

function Facts({ run }: { run: RunDetail }) {
  return (
    <dl className="facts">
      {run.amount_minor !== null && (
        <div>
          <dt>Amount</dt>
          <dd>
            <Money minor={run.amount_minor} currency={run.currency} />
          </dd>
        </div>
      )}
      {run.money && (
        <div className="wide">
          <dt>Money</dt>
          <dd>
            <Badge tone={run.money.tone}>{run.money.label}</Badge> {run.money.text}. {run.money.next}{' '}
            {run.money.next_task_id && <Link to={`/reviews/${run.money.next_task_id}`}>Open that review</Link>}
          </dd>
        </div>
      )}
      <div>
        <dt>Begun</dt>
        <dd>
          <Instant at={run.created_at} />, by {run.started_by_name}
        </dd>
      </div>
      <div>
        <dt>{run.closed_at ? 'Ended' : 'Open'}</dt>
        <dd>
          {run.closed_at && (
            <>
              <Instant at={run.closed_at} />,{' '}
            </>
          )}
          {ageText(run, Date.now())}
        </dd>
      </div>
      <div>
        <dt>Number</dt>
        <dd>
          <code>{run.key}</code>
        </dd>
      </div>
    </dl>
  );
}

export function RunPage() {
  const { processId = '' } = useParams();
  const query = useRun(processId);
  const may = useMay();
  return (
    <Loaded query={query}>
      {(run) => (
        <>
          <PageHead title={run.title} about={[run.kind_name, run.subtitle].filter(Boolean).join(' · ')}>
            <SubjectLink run={run} />
            {may('audit:read') && (
              <Link className="button" to={`/events?subject=${encodeURIComponent(`process:${processId}`)}`}>
                Its events
              </Link>
            )}
            <RunLink processId={processId} className="button" />
          </PageHead>
          <Now run={run} />
          <Facts run={run} />
          <h2>Steps</h2>
          <RunTimeline processId={processId} />
          <RunLinks run={run} />
        </>
      )}
    </Loaded>
  );
}
