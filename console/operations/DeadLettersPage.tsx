import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

export function DeadLettersPage() {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: ['dead-letters'], queryFn: () => body(api.GET('/dead-letters')) });
  const replay = useMutation({
    mutationFn: (letterId: string) =>
      body(api.POST('/dead-letters/{letter_id}/replay', { params: { path: { letter_id: letterId } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['dead-letters'] }),
  });
  return (
    <>
      <PageHead title="Dead letters" about="What could not be delivered. Mend the reason, then try it again." />
      {replay.error && <ProblemNote problem={asProblem(replay.error)} />}
      <Loaded
        query={query}
        isEmpty={(data) => data.count === 0}
        empty={
          <Empty title="Everything was delivered">
            What can not be delivered appears here: messages given up, starts or decisions that the engine did not take,
            and events of the queue that can not be taken.
          </Empty>
        }
      >
        {({ letters }) => (
          <DataTable label="Dead letters" numbers={['Attempts']} head={['Since', 'What', 'Why', 'Attempts', '']}>
            {letters.map((letter) => (
              <tr key={letter.letter_id}>
                <td>
                  <Instant at={letter.created_at} />
                </td>
                <td>{letter.title}</td>
                <td>
                  {letter.reason}.{letter.next && <span className="quiet"> {letter.next}.</span>}
                  {letter.code && (
                    <details className="raw">
                      <summary>The code</summary>
                      <code>{letter.code}</code>
                    </details>
                  )}
                </td>
                <td className="number">{letter.attempts}</td>
                <td>
                  <Button className="button" onPress={() => replay.mutate(letter.letter_id)}>
                    Try again
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
