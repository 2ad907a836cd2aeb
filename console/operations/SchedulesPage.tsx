import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

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
      <PageHead title="Schedules" about="What runs by the clock, for your tenant." />
      {change.error && <ProblemNote problem={asProblem(change.error)} />}
      <Loaded
        query={query}
        isEmpty={(data) => data.schedules.length === 0}
        empty={<Empty title="No schedules yet">They are made when the worker starts.</Empty>}
      >
        {({ schedules }) => (
          <DataTable
            label="Schedules"
            numbers={['Took', 'Failed in a row', 'Waiting']}
            head={['Schedule', 'State', 'Last good run', 'Took', 'Failed in a row', 'Waiting', 'Next run', '']}
          >
            {schedules.map((schedule) => (
              <tr key={schedule.schedule_id}>
                <td>
                  {schedule.schedule_id}
                  <br />
                  <code>{schedule.workflow_type}</code>
                </td>
                <td>
                  <Badge tone={schedule.paused ? 'warn' : 'good'}>{schedule.paused ? 'paused' : 'on'}</Badge>{' '}
                  {schedule.paused && schedule.note && <span className="quiet">{schedule.note}</span>}
                </td>
                <td>
                  <Instant at={schedule.last_success_at} relative />
                </td>
                <td className="number">
                  {schedule.last_duration_ms === null ? '–' : `${(schedule.last_duration_ms / 1000).toFixed(1)} s`}
                </td>
                <td className="number">{schedule.consecutive_failures}</td>
                <td className="number">{schedule.backlog ?? '–'}</td>
                <td>
                  {schedule.paused ? <span className="quiet">–</span> : <Instant at={schedule.next_run_at} relative />}
                </td>
                <td className="row">
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
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
    </>
  );
}
