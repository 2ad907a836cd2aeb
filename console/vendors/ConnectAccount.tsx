import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { ProblemNote } from '../ui/parts.tsx';
import { ABOUT, type Account } from './accountWords.ts';

function Done({ answer, onClose }: { answer: Account; onClose(): void }) {
  return (
    <>
      {answer.waiting ? (
        <p className="note warn" role="status">
          <strong>Nothing has changed yet.</strong> The vendor says this is {answer.waiting.account_name}. It waits for
          a second person. <Link to="/rights">Changes of rights</Link>
        </p>
      ) : (
        <p className="note good" role="status">
          {answer.account?.account_name} has the new credential; the old one is forgotten.
        </p>
      )}
      {answer.webhook_path && !answer.has_webhook_secret && (
        <p className="quiet">Without its webhook secret, refunds that fail later are found by the reconciler only.</p>
      )}
      <Button className="button primary" onPress={onClose}>
        Close
      </Button>
    </>
  );
}

const EMPTY = { client: '', credential: '', address: '', secret: '', other: false };
type Typed = typeof EMPTY;
interface FieldsProps {
  account: Account;
  typed: Typed;
  change(part: Partial<Typed>): void;
  problem: Problem | null;
}

function useConnecting({ vendor }: Account, typed: Typed) {
  const queries = useQueryClient();
  const about = ABOUT[vendor];
  const { client, credential, address, secret, other } = typed;
  return useMutation({
    mutationFn: () =>
      body(
        api.POST('/admin/vendor-accounts/{vendor}', {
          params: { path: { vendor } },
          body: {
            credential: credential.trim(),
            other_account: other,
            ...(about.client ? { client_id: client.trim() } : {}),
            ...(about.address && address.trim() ? { base_url: address.trim() } : {}),
            ...(vendor === 'stripe' && secret.trim() ? { webhook_secret: secret.trim() } : {}),
          },
        }),
      ),
    onSettled: () => {
      for (const key of ['vendor-accounts', 'power-changes']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

/** Who asks the vendor, and where: what every account has. */
function CredentialFields({ account, typed, change, problem }: FieldsProps) {
  const about = ABOUT[account.vendor];
  return (
    <>
      {about.client && (
        <Field
          label="Client ID"
          name="client_id"
          autoComplete="off"
          value={typed.client}
          onChange={(client) => change({ client })}
          problem={problem}
          hint={about.client}
          maxLength={400}
          required
          autoFocus
        />
      )}
      <Field
        label={about.credential}
        name="credential"
        type="password"
        autoComplete="off"
        value={typed.credential}
        onChange={(credential) => change({ credential })}
        problem={problem}
        maxLength={4000}
        required
        autoFocus={!about.client}
      />
      {about.address && (
        <Field
          label={`Your company’s address at ${account.vendor_name}`}
          name="base_url"
          value={typed.address}
          onChange={(address) => change({ address })}
          problem={problem}
          hint={`Such as ${about.address}`}
          maxLength={200}
        />
      )}
    </>
  );
}

function WebhookField({ account, typed, change, problem }: FieldsProps) {
  if (account.vendor !== 'stripe') return null;
  return (
    <Field
      label="Webhook secret"
      name="webhook_secret"
      type="password"
      autoComplete="off"
      value={typed.secret}
      onChange={(secret) => change({ secret })}
      problem={problem}
      hint={
        account.webhook_path
          ? `Stripe sends the account’s events to ${window.location.origin}${account.webhook_path}`
          : 'Of the endpoint that tells us about refunds; may be given later, when its address is known'
      }
      maxLength={200}
    />
  );
}

/** Asks for a credential. It leaves this dialog once, to the API, and is never shown again. */
export function ConnectAccount({ account, onClose }: { account: Account; onClose(): void }) {
  const [typed, setTyped] = useState(EMPTY);
  const connect = useConnecting(account, typed);
  const problem = connect.error ? asProblem(connect.error) : null;
  const fields = {
    account,
    typed,
    problem,
    change: (part: Partial<Typed>) => setTyped((all) => ({ ...all, ...part })),
  };
  const title = account.account ? `Replace ${account.vendor_name}` : `Connect ${account.vendor_name}`;
  const short =
    typed.credential.trim().length < 8 || (ABOUT[account.vendor].client !== null && typed.client.trim().length < 8);
  if (connect.data)
    return (
      <AskDialog title={title} onClose={onClose}>
        <Done answer={connect.data} onClose={onClose} />
      </AskDialog>
    );
  return (
    <AskDialog title={title} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          connect.mutate();
        }}
      >
        <p className="quiet">
          {account.vendor_name} is asked first whether the credential works. It is kept encrypted and never shown again.
          {account.account && ` Until then ${account.account.account_name} stays.`}
        </p>
        {problem && <ProblemNote problem={problem} />}
        <CredentialFields {...fields} />
        <WebhookField {...fields} />
        {account.account && (
          <label className="check">
            <input
              type="checkbox"
              checked={typed.other}
              onChange={(event) => fields.change({ other: event.target.checked })}
            />
            It may be another account than {account.account.account_name}
          </label>
        )}
        <div className="row">
          <Button className="button primary" type="submit" isDisabled={short || connect.isPending}>
            {account.account ? 'Replace' : 'Connect'}
          </Button>
          <Button className="button quiet-button" onPress={onClose}>
            Cancel
          </Button>
        </div>
      </Form>
    </AskDialog>
  );
}
