import { useEffect, useState } from 'react';

const TOLD_MS = 2_000;

/** An id after the words it belongs to: small, and copied by a click. */
export function Id({ of }: { of: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TOLD_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      className="id"
      title="Copy"
      onClick={() => void navigator.clipboard?.writeText(of).then(() => setCopied(true))}
    >
      {of}
      <span className="for-readers">, copy</span>
      {copied && <span role="status"> copied</span>}
    </button>
  );
}

/** Words with the id that stands in them, or after them: once, small and copied by a click. */
export function WithId({ text, of }: { text: string; of: string }) {
  const [before = '', ...after] = text.split(of);
  return (
    <>
      {before}
      {after.length === 0 && ' '}
      <Id of={of} />
      {after.join(of)}
    </>
  );
}
