import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { CardSections } from '../reviews/CardSections.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, Loaded, PageHead } from '../ui/parts.tsx';
import { BOTH_SIDES } from './bothSides.ts';
import { TakeBack } from './TakeBack.tsx';
import { Waterfall } from './Waterfall.tsx';
import { SIDE_WORDS } from './words.ts';

type Explained = Schema<'ExplainedMatch'>;

/** Who decided, and what came of it. */
function Decided({ match }: { match: Explained }) {
  return (
    <p>
      <Badge tone={match.state.tone}>{match.state.text}</Badge> {match.mock && <Badge tone="info">simulated</Badge>}{' '}
      {match.decided_at && (
        <span>
          Decided by {match.decided_by_name ?? 'somebody without an account'} <Instant at={match.decided_at} relative />
          .
        </span>
      )}{' '}
      {match.recorded_at && (
        <span>
          Recorded at {match.instance} <Instant at={match.recorded_at} relative />.
        </span>
      )}
    </p>
  );
}

function RunnerUp({ match }: { match: Explained }) {
  const next = match.runner_up;
  if (!next)
    return <p className="quiet">Nothing else came near: there was no second payment or invoice to choose from.</p>;
  const { invoice, payment } = next;
  return (
    <>
      <p>
        {invoice ? `Invoice ${invoice.number}${invoice.client ? ` of ${invoice.client}` : ''}` : 'Another invoice'}
        {payment && `, paid by ${payment.payer ?? 'nobody named'}`}: a score of {next.score}, where this one has{' '}
        {match.confidence}.
        {invoice && (
          <>
            {' '}
            Left to pay: <Money minor={invoice.balance_minor} currency={invoice.currency} />.
          </>
        )}
      </p>
      <Waterfall
        label="How the runner-up scored"
        lines={next.waterfall}
        unit={match.unit}
        total={next.waterfall.reduce((sum, { points }) => sum + points, 0)}
      />
    </>
  );
}

/** What is left at its invoices; once it is decided, what it counts, because these have changed since. */
const leftMinor = ({ status, amount_minor: counted, invoices }: Explained): number =>
  status === 'proposed' ? invoices.reduce((sum, { balance_minor: left }) => sum + left, 0) : counted;

function Explanation({ match }: { match: Explained }) {
  const [payment = null] = match.payments;
  const [invoice = null] = match.invoices;
  const shown = { ...match, match: { ...match, left_minor: leftMinor(match) }, payment, invoice };
  return (
    <>
      <h2>Both sides</h2>
      <CardSections sections={BOTH_SIDES} shown={shown} said="" />
      <section className="card-section">
        <h2>How the score came about</h2>
        <p>
          {match.confidence} of 100. {match.kind_text}. Scored by: {match.scored_by}.
        </p>
        <Waterfall label="How the score came about" lines={match.waterfall} unit={match.unit} total={match.total} />
      </section>
      <section className="card-section">
        <h2>Runner-up</h2>
        <RunnerUp match={match} />
      </section>
      {match.asked_because.length > 0 && (
        <section className="card-section">
          <h2>Why a person is asked</h2>
          <ul>
            {match.asked_because.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** One match: both sides, how its score came about, what came next. */
export function MatchPage() {
  const { matchId = '' } = useParams();
  const query = useQuery({
    queryKey: ['match', matchId],
    queryFn: () => body(api.GET('/reconciliation/matches/{match_id}', { params: { path: { match_id: matchId } } })),
  });
  return (
    <Loaded query={query}>
      {(match) => (
        <>
          <PageHead title={match.title} about={`${SIDE_WORDS[match.side]}, ${match.instance}. ${match.subtitle}`}>
            {match.status === 'proposed' && match.task_id && (
              <Link className="button primary" to={`/reviews/${match.task_id}`}>
                Decide
              </Link>
            )}
            <Link to="/matches">All matches</Link>
          </PageHead>
          <Decided match={match} />
          <Explanation match={match} />
          <TakeBack match={match} />
          <p>
            <Link to={`/runs/${match.run_id}`}>The run that looks after it</Link>
          </p>
        </>
      )}
    </Loaded>
  );
}
