import { Button } from 'react-aria-components';
import type { Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable } from '../ui/parts.tsx';
import { changesBetween, type MatchRules } from './matchRuleFields.ts';

type RuleSet = Schema<'MatchingRules'>;

/** What a version changed of the one before it. */
function Changed({ before, after }: { before: MatchRules; after: MatchRules }) {
  const changes = changesBetween(before, after);
  if (changes.length === 0) return <span className="quiet">Nothing</span>;
  return (
    <ul className="change-list">
      {changes.map(({ key, name, says }) => (
        <li key={key}>
          {name}: {says}
        </li>
      ))}
    </ul>
  );
}

/** Every version, the newest first. An old one is put into the form, and becomes the next version when it is saved. */
export function RuleVersions({
  active,
  versions,
  shipped,
  onRestore,
}: {
  active: RuleSet;
  versions: readonly RuleSet[];
  shipped: MatchRules;
  onRestore(rules: MatchRules, said: string): void;
}) {
  const may = useMay();
  const restoreButton = (name: string, rules: MatchRules) =>
    may('reconciliation:manage') && (
      <Button
        className="button"
        aria-label={`Restore ${name}`}
        onPress={() => onRestore(rules, `${name.charAt(0).toUpperCase()}${name.slice(1)} stands in the form.`)}
      >
        Restore
      </Button>
    );
  return (
    <section>
      <h2>Versions</h2>
      <DataTable label="Versions" head={['Version', 'What it changed', 'By', 'Since', '']}>
        {versions.map((one, index) => (
          <tr key={one.version}>
            <td>
              {one.version} {one.version === active.version && <Badge tone="good">holds</Badge>}
            </td>
            <td>
              <Changed before={versions[index + 1]?.rules ?? shipped} after={one.rules} />
            </td>
            <td>
              {one.made_by_name ?? 'Somebody without an account'}
              {one.approved_by_name && <p className="quiet">with {one.approved_by_name}</p>}
            </td>
            <td>
              <Instant at={one.created_at} relative />
            </td>
            <td>{one.version !== active.version && restoreButton(`version ${one.version}`, one.rules)}</td>
          </tr>
        ))}
        <tr>
          <td>As shipped {active.version === 0 && <Badge tone="good">holds</Badge>}</td>
          <td>
            <span className="quiet">The beginning</span>
          </td>
          <td>Countersign</td>
          <td>–</td>
          <td>{active.version !== 0 && restoreButton('the shipped rules', shipped)}</td>
        </tr>
      </DataTable>
    </section>
  );
}
