import { Link } from 'react-router';
import type { Schema } from '../api/client.ts';

/** The answer to a change that somebody else must approve: nothing has changed yet, and the page may not say otherwise. */
export const waitsFor = (answer: object | undefined): Schema<'PowerChange'> | null =>
  answer && 'change_id' in answer ? (answer as Schema<'PowerChange'>) : null;

const listed = new Intl.ListFormat('en', { type: 'disjunction' });
/** Who may be the second person, as a sentence. */
export function mayApprove({ may_approve: people }: Pick<Schema<'PowerChange'>, 'may_approve'>): string {
  if (people === null) return '';
  return people.length > 0
    ? `${listed.format(people)} may approve it.`
    : 'Nobody else here may approve it: invite a second admin, or ask whoever runs the platform.';
}

export function WaitsNote({ change }: { change: Schema<'PowerChange'> | null }) {
  return change ? (
    <p className="note warn" role="status">
      <strong>Nothing has changed yet.</strong> {change.summary}: it waits for a second person.{' '}
      <Link to="/rights">Changes of rights</Link>
    </p>
  ) : null;
}
