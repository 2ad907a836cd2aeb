import { api, body } from '../api/client.ts';
import { Case, Moments } from '../ui/Case.tsx';
import { Id } from '../ui/Id.tsx';
import { Money } from '../ui/Money.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Empty, PageHead } from '../ui/parts.tsx';

/** A customer's own disputes and what became of their money. */
export function MyDisputesPage() {
  const query = usePages(['run', 'mine'], (cursor) =>
    body(api.GET('/my/disputes', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageHead title="My disputes" about="Bills you disputed, what became of your money, and what comes next." />
      <Paged
        query={query}
        rows={(page) => page.disputes}
        empty={
          <Empty title="No dispute">
            Disputes opened with the address of your account appear here. Tell customer care of a bill that is wrong.
          </Empty>
        }
      >
        {(rows) => (
          <ul className="cases" aria-label="My disputes">
            {rows.map((dispute) => (
              <Case
                key={dispute.dispute_id}
                title={dispute.title}
                state={{ ...dispute, next: dispute.next.replace(/\.$/, '') }}
                amount={<Money minor={dispute.disputed_minor} currency={dispute.currency} />}
                due={dispute.due ? { label: 'It is decided', at: dispute.due } : null}
              >
                <Moments rows={dispute.steps} />
                <p>
                  Case <Id of={dispute.case_id} />
                </p>
              </Case>
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}
