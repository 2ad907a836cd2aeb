import { useMutation } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { ProblemNote } from '../ui/parts.tsx';

/** Hands the file to the browser. */
function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'countersign.php';
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The file that tells of changes from inside WHMCS: it is put into includes/hooks there. */
export function HookFile({ connectionId, name }: { connectionId: string; name: string }) {
  const read = useMutation({
    mutationFn: () =>
      body(
        api.GET('/integrations/whmcs/{instance_id}/module', {
          params: { path: { instance_id: connectionId } },
          parseAs: 'text',
        }),
      ),
    onSuccess: save,
  });
  return (
    <>
      <Button
        className="button"
        aria-label={`Download the hook file: ${name}`}
        isDisabled={read.isPending}
        onPress={() => read.mutate()}
      >
        Hook file
      </Button>
      {read.error && <ProblemNote problem={asProblem(read.error)} />}
    </>
  );
}
