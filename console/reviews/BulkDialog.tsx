import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { api, asProblem, body } from '../api/client.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Choice, Field } from '../ui/fields.tsx';
import { ProblemNote, Skeleton } from '../ui/parts.tsx';
import { BulkPreview } from './BulkPreview.tsx';
import type { TaskFilters } from './taskPages.ts';

const DECISIONS = [
  ['approved', 'Approve'],
  ['rejected', 'Reject'],
] as const;

/** Preview of a decision on many tasks: what it moves, what stands out, what is left out. Then it runs as a workflow. */
export default function BulkDialog({
  decision: first,
  tasks,
  filters,
  onClose,
  onStarted,
}: {
  decision: 'approved' | 'rejected';
  /** The chosen ones; null = the list as its filters say. */
  tasks: string[] | null;
  filters: TaskFilters;
  onClose(): void;
  onStarted(): void;
}) {
  const navigate = useNavigate();
  const [decision, setDecision] = useState(first);
  const [comment, setComment] = useState('');
  const preview = useMutation({
    mutationFn: (wanted: 'approved' | 'rejected') => {
      const { kind, owner, escalated, search, minimum_minor, reason } = filters;
      const filter = {
        ...(kind ? { kind } : {}),
        ...(owner ? { owner } : {}),
        ...(escalated ? { escalated } : {}),
        ...(search ? { search } : {}),
        ...(reason ? { reason } : {}),
        ...(minimum_minor ? { minimum_minor } : {}),
      };
      return body(
        api.POST('/bulk-decisions', { body: { decision: wanted, ...(tasks ? { task_ids: tasks } : { filter }) } }),
      );
    },
  });
  const start = useMutation({
    mutationFn: (seen: { bulk_id: string; preview_hash: string }) =>
      body(
        api.POST('/bulk-decisions/{bulk_id}/start', {
          params: { path: { bulk_id: seen.bulk_id } },
          body: { preview_hash: seen.preview_hash, ...(comment ? { comment } : {}) },
        }),
      ),
    onSuccess: (bulk) => {
      onStarted();
      onClose();
      void navigate(`/bulk/${bulk.bulk_id}`);
    },
  });
  const { mutate } = preview;
  useEffect(() => mutate(decision), [mutate, decision]);
  const seen = preview.data;
  const verb = decision === 'approved' ? 'Approve' : 'Reject';
  return (
    <AskDialog title={`${verb} many tasks`} onClose={onClose} wide>
      <div className="stack">
        <Choice
          label="Decision"
          value={decision}
          onChange={(value) => setDecision(value === 'rejected' ? 'rejected' : 'approved')}
          options={DECISIONS}
        />
        {preview.error && <ProblemNote problem={asProblem(preview.error)} onRetry={() => mutate(decision)} />}
        {!seen && !preview.error && <Skeleton rows={3} />}
        {seen && (
          <>
            <BulkPreview seen={seen} />
            <Field
              label={
                decision === 'rejected'
                  ? 'Reason, kept with every decision'
                  : 'Comment, kept with every decision (optional)'
              }
              name="comment"
              value={comment}
              onChange={setComment}
              lines={2}
              problem={start.error ? asProblem(start.error) : null}
              maxLength={4000}
            />
            {start.error && <ProblemNote problem={asProblem(start.error)} />}
            <div className="row">
              <Button
                className={`button ${decision === 'approved' ? 'primary' : 'danger'}`}
                isDisabled={seen.total === 0 || (decision === 'rejected' && !comment.trim()) || start.isPending}
                onPress={() => start.mutate(seen)}
              >
                {verb} {seen.total} {seen.total === 1 ? 'task' : 'tasks'}
              </Button>
              <Button className="button quiet-button" onPress={onClose}>
                Cancel
              </Button>
            </div>
          </>
        )}
      </div>
    </AskDialog>
  );
}
