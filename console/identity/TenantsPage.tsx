import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { Paged, usePages } from '../ui/More.tsx';
import { Badge, DataTable, Empty, PageHead, ProblemNote } from '../ui/parts.tsx';

function NewTenant({ onClose }: { onClose(): void }) {
  const queries = useQueryClient();
  const [slug, setSlug] = useState('');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const make = useMutation({
    mutationFn: () =>
      body(api.POST('/admin/tenants', { body: { slug: slug.trim(), name: name.trim(), admin_email: email.trim() } })),
    onSuccess: onClose,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['tenants'] }),
  });
  const problem = make.error ? asProblem(make.error) : null;
  return (
    <AskDialog title="Create a tenant" onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        {problem && <ProblemNote problem={problem} />}
        <Field
          label="Short name"
          name="slug"
          value={slug}
          onChange={setSlug}
          problem={problem}
          hint="Small letters, digits and hyphens"
          required
          autoFocus
        />
        <Field label="Name" name="name" value={name} onChange={setName} problem={problem} required />
        <Field
          label="E-mail of its first admin"
          name="admin_email"
          type="email"
          value={email}
          onChange={setEmail}
          problem={problem}
          required
        />
        <Button className="button primary" type="submit" isDisabled={!slug || !name || !email || make.isPending}>
          Create
        </Button>
      </Form>
    </AskDialog>
  );
}

export function TenantsPage() {
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const query = usePages(['tenants'], (cursor) =>
    body(api.GET('/admin/tenants', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })),
  );
  const change = useMutation({
    mutationFn: async ({ id, status }: { id: string; status: 'active' | 'suspended' }) => {
      const path = { params: { path: { tenant_id: id } } };
      const { response } = await api.GET('/admin/tenants/{tenant_id}', path);
      return body(
        api.PATCH('/admin/tenants/{tenant_id}', {
          ...path,
          headers: { 'if-match': response.headers.get('etag') ?? '*' },
          body: { status },
        }),
      );
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['tenants'] }),
  });
  return (
    <>
      <PageHead title="Tenants" about="Organisations on this platform. The database itself keeps their data apart.">
        <Button className="button primary" onPress={() => setMaking(true)}>
          Create
        </Button>
      </PageHead>
      {change.error && <ProblemNote problem={asProblem(change.error)} />}
      <Paged query={query} rows={(page) => page.tenants} empty={<Empty title="No tenant yet" />}>
        {(tenants) => (
          <DataTable label="Tenants" head={['Name', 'Short name', 'State', 'Since', '']}>
            {tenants.map((tenant) => (
              <tr key={tenant.tenant_id}>
                <td>{tenant.name}</td>
                <td>
                  <code>{tenant.slug}</code>
                </td>
                <td>
                  <Badge tone={tenant.status === 'active' ? 'good' : 'warn'}>
                    {tenant.status === 'active' ? 'works' : 'suspended: nobody of it may sign in'}
                  </Badge>
                </td>
                <td>
                  <Instant at={tenant.created_at} />
                </td>
                <td>
                  <Button
                    className={tenant.status === 'active' ? 'button danger' : 'button'}
                    aria-label={`${tenant.status === 'active' ? 'Suspend' : 'Activate'} ${tenant.name}`}
                    onPress={() =>
                      change.mutate({
                        id: tenant.tenant_id,
                        status: tenant.status === 'active' ? 'suspended' : 'active',
                      })
                    }
                  >
                    {tenant.status === 'active' ? 'Suspend' : 'Activate'}
                  </Button>
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Paged>
      {making && <NewTenant onClose={() => setMaking(false)} />}
    </>
  );
}
