import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { useSession } from '../session/useSession.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead, ProblemNote } from '../ui/parts.tsx';
import { useRights } from './useRights.ts';

function NewKey({ onClose }: { onClose(): void }) {
  const queries = useQueryClient();
  const session = useSession();
  const { permissionName } = useRights();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () =>
      body(api.POST('/admin/api-keys', { body: { name: name.trim(), scopes: scopes as ['disputes:start'] } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  const problem = make.error ? asProblem(make.error) : null;
  const grantable = 'permissions' in session ? [...session.permissions].toSorted() : [];
  if (make.data)
    return (
      <AskDialog title="The new key" onClose={onClose}>
        <p>This is the only time it is shown. Send it as the header X-API-Key.</p>
        <p className="secret">
          <code>{make.data.key}</code>
        </p>
        {make.data.waits_for && (
          <p className="note warn">
            It gives no access until a second person has approved it under “Changes of rights”.
          </p>
        )}
        <Button className="button primary" onPress={onClose}>
          I have kept it
        </Button>
      </AskDialog>
    );
  return (
    <AskDialog title="Make an API key" onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        {problem && <ProblemNote problem={problem} />}
        <Field
          label="Name"
          name="name"
          value={name}
          onChange={setName}
          problem={problem}
          maxLength={100}
          required
          autoFocus
        />
        <fieldset className="checks">
          <legend>What it may do</legend>
          {grantable.map((scope) => (
            <label key={scope}>
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={(event) =>
                  setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                }
              />
              {permissionName(scope)}
            </label>
          ))}
        </fieldset>
        <Button
          className="button primary"
          type="submit"
          isDisabled={!name.trim() || scopes.length === 0 || make.isPending}
        >
          Make the key
        </Button>
      </Form>
    </AskDialog>
  );
}

export function ApiKeysPage() {
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const query = usePages(['api-keys'], (cursor) =>
    body(api.GET('/admin/api-keys', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })),
  );
  const revoke = useMutation({
    mutationFn: async (keyId: string) =>
      void (await api.DELETE('/admin/api-keys/{key_id}', { params: { path: { key_id: keyId } } })),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['api-keys'] }),
  });
  return (
    <>
      <PageHead title="API keys" about="What other systems sign in with. Only a hash of each key is kept.">
        <Button className="button primary" onPress={() => setMaking(true)}>
          Make a key
        </Button>
      </PageHead>
      <Paged
        query={query}
        rows={(page) => page.api_keys}
        empty={
          <Empty title="No key yet">
            Make one for each system that talks to the API: each can be revoked by itself.
          </Empty>
        }
      >
        {(keys) => (
          <DataTable label="API keys" head={['Name', 'Begins with', 'May', 'Made', 'Last used', '']}>
            {keys.map((key) => (
              <tr key={key.key_id}>
                <td>{key.name}</td>
                <td>
                  <code className="id">{key.prefix}</code>
                </td>
                <td>{key.may}</td>
                <td>
                  <Instant at={key.created_at} />
                  {key.created_by_name && (
                    <>
                      <br />
                      <span className="quiet">by {key.created_by_name}</span>
                    </>
                  )}
                </td>
                <td>
                  {key.last_used_at ? <Instant at={key.last_used_at} relative /> : <span className="quiet">never</span>}
                </td>
                <td>
                  {key.waits_for && <Badge tone="warn">waits for a second person</Badge>}{' '}
                  {key.revoked_at ? (
                    <Badge tone="warn">revoked</Badge>
                  ) : (
                    <Button
                      className="button danger"
                      aria-label={`Revoke ${key.name}`}
                      onPress={() => revoke.mutate(key.key_id)}
                    >
                      Revoke
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Paged>
      {making && <NewKey onClose={() => setMaking(false)} />}
    </>
  );
}
