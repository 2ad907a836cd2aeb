import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { limitText } from '../../domain/money/moneyText.ts';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { MARKS } from '../ui/NumberField.tsx';
import { Badge, DataTable, Empty, PageHead, ProblemNote } from '../ui/parts.tsx';
import { SetOrNot } from '../ui/SetOrNot.tsx';
import { limitHint, readLimit, typedLimit } from './settingFields.ts';
import { type Role, useRights } from './useRights.ts';
import { WaitsNote, waitsFor } from './WaitsNote.tsx';

type User = Schema<'ManagedUser'>;

function RolePicker({ roles, onChange }: { roles: Role[]; onChange(roles: Role[]): void }) {
  const rights = useRights();
  return (
    <fieldset className="checks">
      <legend>Roles</legend>
      {rights.roles.map(({ role, name, about }) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={(event) =>
              onChange(event.target.checked ? [...roles, role] : roles.filter((other) => other !== role))
            }
          />
          <span>
            {name} <span className="quiet">{about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

interface Typed {
  email: string;
  name: string;
  roles: Role[];
  /** Minor units; null = no limit, undefined = what stands there is no amount. */
  limitMinor: number | null | undefined;
}

/** A limit as it is typed: set or not, which is chosen and never what is left of an emptied field. */
interface TypedLimit {
  set: boolean;
  text: string;
}
const limitOf = (user: User | null): TypedLimit => {
  const minor = user?.review_limit_minor ?? null;
  return { set: minor !== null, text: minor === null ? '' : typedLimit(minor, user?.limit_currency ?? null) };
};
function minorOf({ set, text }: TypedLimit, currency: string | null): number | null | undefined {
  if (!set) return null;
  const read = readLimit(text, currency, MARKS);
  return read.ok ? read.value : undefined;
}

function LimitField({
  currency,
  limit,
  onChange,
  problem,
}: {
  currency: string | null;
  limit: TypedLimit;
  onChange(limit: TypedLimit): void;
  problem: Problem | null;
}) {
  const read = readLimit(limit.text, currency, MARKS);
  return (
    <SetOrNot
      legend="Decides up to"
      unset="No limit of their own"
      set={limit.set}
      onChoose={(set) => onChange({ set, text: set ? limit.text : '' })}
    >
      <Field
        label="Decides up to"
        name="review_limit_minor"
        value={limit.text}
        onChange={(text) => onChange({ set: true, text })}
        inputMode="decimal"
        wrong={limit.set && !read.ok ? read.problem : null}
        hint={`${limit.set && read.ok ? `Read as ${limitText(read.value, currency)}. ` : ''}${limitHint(currency)}`}
        problem={problem}
      />
    </SetOrNot>
  );
}

/** What was changed about a user, and nothing else. */
const changesOf = (user: User, { name, roles, limitMinor }: Typed) => ({
  ...(roles.toSorted().join() === user.roles.toSorted().join() ? {} : { roles }),
  ...(name === user.display_name ? {} : { display_name: name }),
  ...(limitMinor === undefined || limitMinor === user.review_limit_minor ? {} : { review_limit_minor: limitMinor }),
});

async function saveUser(user: User | null, typed: Typed, change: { active?: boolean }) {
  const { email, name, roles } = typed;
  if (!user) return body(api.POST('/admin/users', { body: { email: email.trim(), display_name: name.trim(), roles } }));
  const changed = { ...changesOf(user, typed), ...change };
  if (Object.keys(changed).length === 0) return user;
  const path = { params: { path: { user_id: user.user_id } } };
  // The ETag read with the user: who changed it meanwhile is not overwritten.
  const { response } = await api.GET('/admin/users/{user_id}', path);
  const headers = { 'if-match': response.headers.get('etag') ?? '*' };
  return body(api.PATCH('/admin/users/{user_id}', { ...path, headers, body: changed }));
}

/** Invites or changes; closes the dialog unless the change waits for a second person. */
function useSaving(user: User | null, typed: Typed, onClose: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { active?: boolean }) => saveUser(user, typed, change),
    onSuccess: (answer) => {
      if (!waitsFor(answer)) onClose();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['users'] }),
  });
}

/** One user: invite somebody new, or change roles, limit and whether they may sign in. */
function UserDialog({ user, onClose }: { user: User | null; onClose(): void }) {
  const [email, setEmail] = useState(user?.email ?? '');
  const [name, setName] = useState(user?.display_name ?? '');
  const [roles, setRoles] = useState<Role[]>((user?.roles as Role[] | undefined) ?? ['reviewer']);
  const [limit, setLimit] = useState(limitOf(user));
  const limitMinor = minorOf(limit, user?.limit_currency ?? null);
  const save = useSaving(user, { email, name, roles, limitMinor }, onClose);
  const problem = save.error ? asProblem(save.error) : null;
  return (
    <AskDialog title={user ? user.display_name || user.email : 'Invite a user'} onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({});
        }}
      >
        <WaitsNote change={waitsFor(save.data)} />
        {problem && <ProblemNote problem={problem} />}
        {!user && (
          <Field
            label="E-mail"
            name="email"
            type="email"
            value={email}
            onChange={setEmail}
            problem={problem}
            required
            autoFocus
          />
        )}
        <Field
          label="Name"
          name="display_name"
          value={name}
          onChange={setName}
          problem={problem}
          maxLength={100}
          required
        />
        <RolePicker roles={roles} onChange={setRoles} />
        {user && <LimitField currency={user.limit_currency} limit={limit} onChange={setLimit} problem={problem} />}
        {!user && <p className="quiet">They get a mail and set their own password.</p>}
        <div className="row">
          <Button
            className="button primary"
            type="submit"
            isDisabled={roles.length === 0 || !name.trim() || limitMinor === undefined || save.isPending}
          >
            {user ? 'Save' : 'Invite'}
          </Button>
          {user && (
            <Button
              className={user.active ? 'button danger' : 'button'}
              onPress={() => save.mutate({ active: !user.active })}
            >
              {user.active ? 'Disable' : 'Enable'}
            </Button>
          )}
        </div>
      </Form>
    </AskDialog>
  );
}

const ADDRESSES = { unproved: 'address not proved', invited: 'invited' } as const;

export function UsersPage() {
  const [open, setOpen] = useState<User | 'new' | null>(null);
  const { roleNames } = useRights();
  const query = usePages(['users'], (cursor) =>
    body(api.GET('/admin/users', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })),
  );
  return (
    <>
      <PageHead title="Users" about="Who may sign in to your tenant, as what, and up to which amount they decide.">
        <Button className="button primary" onPress={() => setOpen('new')}>
          Invite
        </Button>
      </PageHead>
      <Paged query={query} rows={(page) => page.users} empty={<Empty title="No user yet" />}>
        {(users) => (
          <DataTable
            label="Users"
            numbers={['Decides up to']}
            head={['Name', 'Roles', 'Decides up to', 'Second factor', 'Last sign-in', 'Since', '']}
          >
            {users.map((user) => (
              <tr key={user.user_id}>
                <td>
                  {user.display_name || user.email} {!user.active && <Badge tone="warn">may not sign in</Badge>}
                  {user.address !== 'proved' && <Badge>{ADDRESSES[user.address]}</Badge>}
                  <br />
                  <span className="quiet">{user.email}</span>
                </td>
                <td>{roleNames(user.roles)}</td>
                <td className="number">{limitText(user.review_limit_minor, user.limit_currency)}</td>
                <td>{user.second_factor ? <Badge tone="good">on</Badge> : <span className="quiet">off</span>}</td>
                <td>
                  {user.last_sign_in_at ? (
                    <Instant at={user.last_sign_in_at} relative />
                  ) : (
                    <span className="quiet">not in 90 days</span>
                  )}
                </td>
                <td>
                  <Instant at={user.created_at} />
                </td>
                <td>
                  <Button className="button" aria-label={`Change ${user.email}`} onPress={() => setOpen(user)}>
                    Change
                  </Button>
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Paged>
      {open && <UserDialog user={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  );
}
