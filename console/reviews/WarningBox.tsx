import type { Warning } from './warnings.ts';

/** What speaks against acting, in red and first. */
export function WarningBox({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <section className="note bad warnings" aria-label="Warnings">
      <h3>{warnings.length === 1 ? 'This speaks against it' : 'These speak against it'}</h3>
      <ul>
        {warnings.map((warning) => (
          <li key={warning.code + warning.text}>{warning.text}</li>
        ))}
      </ul>
    </section>
  );
}
