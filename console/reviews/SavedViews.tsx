import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { ProblemNote } from '../ui/parts.tsx';

/** A page's saved views: each is a link, so it can also be sent to a colleague. */
export function SavedViews({ page, query }: { page: string; query: string }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  const views = useQuery({ queryKey: ['saved-views'], queryFn: () => body(api.GET('/saved-views')) });
  const again = () => void queries.invalidateQueries({ queryKey: ['saved-views'] });
  const save = useMutation({
    mutationFn: () => body(api.POST('/saved-views', { body: { page, name: name.trim(), query } })),
    onSuccess: () => {
      setAsking(false);
      setName('');
      again();
    },
  });
  const remove = useMutation({
    mutationFn: async (viewId: string) => {
      await api.DELETE('/saved-views/{view_id}', { params: { path: { view_id: viewId } } });
    },
    onSettled: again,
  });
  const own = views.data?.views.filter((view) => view.page === page) ?? [];
  return (
    <nav className="views" aria-label="Saved views">
      {own.map((view) => (
        <span key={view.view_id} className={view.query === query ? 'view active' : 'view'}>
          <Link to={`/${page}?${view.query}`}>{view.name}</Link>
          <Button
            className="button quiet-button"
            aria-label={`Remove the view ${view.name}`}
            onPress={() => remove.mutate(view.view_id)}
          >
            ×
          </Button>
        </span>
      ))}
      {!own.some((view) => view.query === query) && (
        <Button className="button quiet-button" onPress={() => setAsking(true)}>
          Save this view
        </Button>
      )}
      {asking && (
        <AskDialog title="Save this view" onClose={() => setAsking(false)}>
          <Form
            className="stack"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            {save.error && <ProblemNote problem={asProblem(save.error)} />}
            <Field
              label="Name"
              name="name"
              value={name}
              onChange={setName}
              maxLength={60}
              problem={save.error ? asProblem(save.error) : null}
              autoFocus
              required
            />
            <Button className="button primary" type="submit" isDisabled={name.trim() === '' || save.isPending}>
              Save
            </Button>
          </Form>
        </AskDialog>
      )}
    </nav>
  );
}
