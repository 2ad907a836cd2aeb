import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useSession } from '../session/useSession.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Choice, Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead, ProblemNote, type Tone } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { mayApprove } from './WaitsNote.tsx';

type Change = Schema<'PowerChange'>;
const STATES = [
  ['pending', 'Waiting'],
  ['approved', 'Approved'],
  ['refused', 'Refused'],
  ['replaced', 'Replaced by a newer one'],
  ['expired', 'Expired'],
] as const;
const TONES: Record<Change['state'], Tone> = {
  pending: 'warn',
  approved: 'good',
  refused: 'plain',
  replaced: 'plain',
  expired: 'plain',
};

/** The second person's answer; where they have a second factor, a fresh code of it goes with the approval. */
function Decide({ change, approve, onClose }: { change: Change; approve: boolean; onClose(): void }) {
  const queries = useQueryClient();
  const session = useSession();
  const [code, setCode] = useState('');
  const asksForCode = 'profile' in session && session.profile.second_factor && approve;
  const decide = useMutation({
    mutationFn: () => {
      const path = { params: { path: { change_id: change.change_id } } };
      return approve
        ? body(
            api.POST('/admin/power-changes/{change_id}/approve', {
              ...path,
              body: code.trim() ? { code: code.trim() } : {},
            }),
          )
        : body(api.POST('/admin/power-changes/{change_id}/refuse', { ...path, body: {} }));
    },
    onSuccess: onClose,
    onSettled: () => {
      for (const key of ['power-changes', 'users', 'config', 'api-keys', 'vendor-accounts', 'mailboxes', 'money-stop'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const problem = decide.error ? asProblem(decide.error) : null;
  return (
    <AskDialog title={approve ? 'Approve this change' : 'Refuse this change'} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <p>{change.sentence}.</p>
        <p className="quiet">
          {approve ? 'It takes effect at once, and all admins are told.' : 'Nothing changes, and all admins are told.'}
        </p>
        {problem && <ProblemNote problem={problem} />}
        {asksForCode && (
          <Field
            label="Fresh code of your second factor"
            name="code"
            value={code}
            onChange={setCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            problem={problem}
            autoFocus
          />
        )}
        <div className="row">
          <Button
            className={approve ? 'button primary' : 'button danger'}
            type="submit"
            isDisabled={decide.isPending || (asksForCode && code.trim().length !== 6)}
          >
            {approve ? 'Approve' : 'Refuse'}
          </Button>
          <Button className="button quiet-button" onPress={onClose}>
            Cancel
          </Button>
        </div>
      </Form>
    </AskDialog>
  );
}

/** Changes that widen what somebody may do with money: nobody makes them alone. */
export function RightsPage() {
  const [search, set] = useAddressFilters();
  const session = useSession();
  const state = STATES.find(([key]) => key === search.get('state'))?.[0] ?? 'pending';
  const [open, setOpen] = useState<{ change: Change; approve: boolean } | null>(null);
  const me = 'profile' in session ? `user:${session.profile.user_id}` : '';
  const query = usePages(['power-changes', state], (cursor) =>
    body(api.GET('/admin/power-changes', { params: { query: { limit: 50, state, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageHead
        title="Changes that need a second person"
        about="Raised limits, roles that handle money, payment inboxes, an end of a money stop: asked for by one admin, approved by another."
      />
      <search className="filters" aria-label="Filters of changes">
        <Choice quiet label="State" value={state} onChange={(value) => set('state', value)} options={STATES} />
      </search>
      <Paged
        query={query}
        rows={(page) => page.power_changes}
        empty={
          <Empty title="No change is in this state">
            When somebody raises a limit or gives a role that handles money, it waits here for another admin.
          </Empty>
        }
      >
        {(changes) => (
          <DataTable label="Changes" head={['Asked for', 'Change', 'State', 'Ends', '']}>
            {changes.map((change) => (
              <tr key={change.change_id}>
                <td>
                  <Instant at={change.requested_at} />
                </td>
                <td>
                  {change.sentence}.
                  {change.state === 'pending' && (
                    <>
                      <br />
                      <span className="quiet">{mayApprove(change)}</span>
                    </>
                  )}
                </td>
                <td>
                  <Badge tone={TONES[change.state]}>{STATES.find(([key]) => key === change.state)?.[1]}</Badge>
                  {change.decided_by_name && <span className="quiet"> by {change.decided_by_name}</span>}
                </td>
                <td>
                  <Instant at={change.decided_at ?? change.expires_at} relative />
                </td>
                <td>
                  {change.state === 'pending' && (
                    <div className="row">
                      {change.requested_by !== me && (
                        <Button className="button primary" onPress={() => setOpen({ change, approve: true })}>
                          Approve …
                        </Button>
                      )}
                      <Button className="button" onPress={() => setOpen({ change, approve: false })}>
                        {change.requested_by === me ? 'Take back …' : 'Refuse …'}
                      </Button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Paged>
      {open && <Decide {...open} onClose={() => setOpen(null)} />}
    </>
  );
}
