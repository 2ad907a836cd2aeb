import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Id } from '../ui/Id.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { ABOUT, type Account } from './accountWords.ts';
import { ConnectAccount } from './ConnectAccount.tsx';

type Vendor = Account['vendor'];

function Disconnect({ account, onClose }: { account: Account; onClose(): void }) {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () =>
      body(
        api.POST('/admin/vendor-accounts/{vendor}/disconnect', {
          params: { path: { vendor: account.vendor } },
          body: {},
        }),
      ),
    onSuccess: onClose,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['vendor-accounts'] }),
  });
  return (
    <AskDialog title={`Disconnect ${account.vendor_name}`} onClose={onClose}>
      <p>
        {account.account?.account_name} is used no more and its credential is forgotten. Disputes can’t be started until
        an account is connected again.
        {account.has_webhook_secret &&
          ' What checks its events is kept for 180 days, so that a refund that comes back is still told.'}
      </p>
      {end.error && <ProblemNote problem={asProblem(end.error)} />}
      <div className="row">
        <Button className="button danger" isDisabled={end.isPending} onPress={() => end.mutate()}>
          Disconnect
        </Button>
        <Button className="button quiet-button" onPress={onClose}>
          Cancel
        </Button>
      </div>
    </AskDialog>
  );
}

function Company({ account }: { account: Account }) {
  const { account: own, waiting } = account;
  return (
    <>
      {own ? own.account_name : account.status === 'by_operator' ? 'The account of this installation' : '–'}{' '}
      {own?.mock && <Badge tone="info">simulated</Badge>}
      {own && account.status !== 'by_operator' && (
        <p>
          <Id of={own.account_id} />
        </p>
      )}
      {waiting && (
        <p className="quiet">
          {waiting.account_name} waits for a second person. <Link to="/rights">Changes of rights</Link>
        </p>
      )}
    </>
  );
}

function Row({ account, act }: { account: Account; act(kind: 'connect' | 'test' | 'disconnect'): void }) {
  const own = account.account !== null && account.status !== 'by_operator';
  return (
    <tr>
      <td>
        {account.vendor_name}
        <p className="quiet">{ABOUT[account.vendor].for}</p>
      </td>
      <td>
        <Company account={account} />
      </td>
      <td>
        <Badge tone={account.state.tone}>{account.state.text}</Badge>
        {account.state.next && <p>{account.state.next}.</p>}
      </td>
      <td>
        <Instant at={account.account?.connected_at ?? null} />
        {own && account.account?.connected_by_name && <p className="quiet">by {account.account.connected_by_name}</p>}
      </td>
      <td>
        <Instant at={account.checked_at} relative />
      </td>
      <td>
        <div className="row">
          <Button
            className={account.status === 'none' || account.status === 'refused' ? 'button primary' : 'button'}
            aria-label={`${own ? 'Replace' : 'Connect'} ${account.vendor_name}`}
            onPress={() => act('connect')}
          >
            {own ? 'Replace' : 'Connect'}
          </Button>
          {own && (
            <>
              <Button className="button" aria-label={`Test ${account.vendor_name}`} onPress={() => act('test')}>
                Test
              </Button>
              <Button
                className="button danger"
                aria-label={`Disconnect ${account.vendor_name}`}
                onPress={() => act('disconnect')}
              >
                Disconnect
              </Button>
            </>
          )}
        </div>
      </td>
    </tr>
  );
}

/** Accounts of the organisation at gateway, CRM and billing: connect, test, replace, disconnect. */
export function VendorAccountsPage() {
  const queries = useQueryClient();
  const [open, setOpen] = useState<{ vendor: Vendor; kind: 'connect' | 'disconnect' } | null>(null);
  const query = useQuery({
    queryKey: ['vendor-accounts'],
    queryFn: () => body(api.GET('/admin/vendor-accounts')),
  });
  const test = useMutation({
    mutationFn: (vendor: Vendor) =>
      body(api.POST('/admin/vendor-accounts/{vendor}/test', { params: { path: { vendor } }, body: {} })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['vendor-accounts'] }),
  });
  const close = () => setOpen(null);
  const chosen = query.data?.vendor_accounts.find((account) => account.vendor === open?.vendor);
  return (
    <>
      <PageHead
        title="Connected accounts"
        about="Where your organisation’s cases, charges and invoices are. A new account waits for a second person."
      />
      {test.error && <ProblemNote problem={asProblem(test.error)} />}
      {test.data && (
        <p className={`note ${test.data.last_code ? 'bad' : 'good'}`} role="status">
          {test.data.vendor_name}:{' '}
          {test.data.last_code ? `${test.data.state.text}. ${test.data.state.next}` : 'the credential works'}.
        </p>
      )}
      <Loaded query={query}>
        {({ vendor_accounts: accounts }) => (
          <>
            {accounts.every((account) => account.status === 'none') && (
              <p className="note info">
                <strong>No account is connected yet.</strong> Disputes can be started when all three are.
              </p>
            )}
            <DataTable
              label="Connected accounts"
              head={['Vendor', 'Company', 'State', 'In use since', 'Last used', '']}
            >
              {accounts.map((account) => (
                <Row
                  key={account.vendor}
                  account={account}
                  act={(kind) =>
                    kind === 'test' ? test.mutate(account.vendor) : setOpen({ vendor: account.vendor, kind })
                  }
                />
              ))}
            </DataTable>
          </>
        )}
      </Loaded>
      {chosen && open?.kind === 'connect' && <ConnectAccount account={chosen} onClose={close} />}
      {chosen && open?.kind === 'disconnect' && <Disconnect account={chosen} onClose={close} />}
    </>
  );
}
