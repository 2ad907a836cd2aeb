import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { durationText, Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

/** How the last runs went, as a sentence. */
function LastResult({ schedule }: { schedule: Schema<'Schedule'> }) {
  const { consecutive_failures: failures, last_success_at: good, last_duration_ms: took } = schedule;
  return (
    <>
      {failures > 0 && (
        <p>
          <Badge tone="bad">{failures === 1 ? 'Failed' : `Failed ${failures} times in a row`}</Badge>
        </p>
      )}
      {good ? (
        <>
          Went well <Instant at={good} relative />
          {took !== null && `, in ${durationText(new Date(0).toISOString(), new Date(took).toISOString())}`}
        </>
      ) : (
        <span className="quiet">{failures > 0 ? 'It has not gone well lately' : 'It has not run yet'}</span>
      )}
    </>
  );
}

export function SchedulesPage() {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['schedules'], queryFn: () => body(api.GET('/admin/schedules')) });
  const change = useMutation({
    mutationFn: async ({ id, what }: { id: string; what: 'pause' | 'resume' | 'run' }) => {
      await body(
        api
          .POST(`/admin/schedules/{schedule_id}/${what}`, { params: { path: { schedule_id: id } } })
          .then((answer) => ({ ...answer, data: answer.data ?? {} })),
      );
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['schedules'] }),
  });
  return (
    <>
      <PageHead title="Schedules" about="What is done by the clock, for your organisation." />
      {change.error && <ProblemNote problem={asProblem(change.error)} />}
      <Loaded
        query={query}
        isEmpty={(data) => data.schedules.length === 0}
        empty={<Empty title="No schedule yet">The worker makes them when it starts: run it, and they appear.</Empty>}
      >
        {({ schedules }) => (
          <DataTable
            label="Schedules"
            numbers={['Waiting']}
            head={['What it does', 'State', 'Last result', 'Waiting', 'Next', '']}
          >
            {schedules.map((schedule) => (
              <tr key={schedule.schedule_id}>
                <td>
                  {schedule.title}
                  <br />
                  <code className="quiet">{schedule.schedule_id}</code>
                </td>
                <td>
                  <Badge tone={schedule.paused ? 'warn' : 'good'}>{schedule.paused ? 'paused' : 'on'}</Badge>{' '}
                  {schedule.paused && schedule.note && <span className="quiet">{schedule.note}</span>}
                </td>
                <td>
                  <LastResult schedule={schedule} />
                </td>
                <td className="number">{schedule.backlog ?? '–'}</td>
                <td>
                  {schedule.paused ? <span className="quiet">–</span> : <Instant at={schedule.next_run_at} relative />}
                </td>
                <td>
                  <div className="row">
                    <Button
                      className="button"
                      onPress={() =>
                        change.mutate({ id: schedule.schedule_id, what: schedule.paused ? 'resume' : 'pause' })
                      }
                    >
                      {schedule.paused ? 'Resume' : 'Pause'}
                    </Button>
                    <Button className="button" onPress={() => change.mutate({ id: schedule.schedule_id, what: 'run' })}>
                      Run now
                    </Button>
                  </div>
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
    </>
  );
}
