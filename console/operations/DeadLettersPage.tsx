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
      <PageHead
        title="Dead letters"
        about="Messages that were given up, starts or decisions the engine did not take, and events of the queue that can not be taken."
      />
      {replay.error && <ProblemNote problem={asProblem(replay.error)} />}
      <Loaded query={query} isEmpty={(data) => data.count === 0} empty={<Empty title="Everything was delivered" />}>
        {({ letters }) => (
          <DataTable
            label="Dead letters"
            numbers={['Attempts']}
            head={['Since', 'From', 'What', 'Why', 'Attempts', '']}
          >
            {letters.map((letter) => (
              <tr key={letter.letter_id}>
                <td>
                  <Instant at={letter.created_at} />
                </td>
                <td>{letter.source}</td>
                <td>
                  {letter.source === 'queue' ? `event, packed as: ${letter.what}` : letter.what.replaceAll('_', ' ')}
                </td>
                <td>{letter.detail ?? <code>{letter.code ?? '–'}</code>}</td>
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
