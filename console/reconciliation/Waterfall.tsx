import type { Schema } from '../api/client.ts';
import { DataTable } from '../ui/parts.tsx';
import { addsText } from './words.ts';

type Explained = Schema<'ExplainedMatch'>;

/** How a score came about: what was compared, and what each comparison adds. */
export function Waterfall({
  label,
  lines,
  unit,
  total,
}: {
  label: string;
  lines: Explained['waterfall'];
  unit: Explained['unit'];
  total: number;
}) {
  const most = Math.max(1, ...lines.map(({ points }) => Math.abs(points)));
  const adds = unit === 'points' ? 'Adds' : 'Adds (bits of evidence)';
  return (
    <DataTable label={label} head={['Compared', 'Result', 'How near', adds]} numbers={[adds]}>
      {lines.map(({ what, verdict, how, points }) => (
        <tr key={what}>
          <th scope="row">{what}</th>
          <td>{verdict}</td>
          <td>{how ?? <span className="quiet">–</span>}</td>
          <td className="number">
            <meter aria-hidden="true" min={0} max={most} value={Math.max(0, points)} /> {addsText(points)}
          </td>
        </tr>
      ))}
      <tr>
        <th scope="row">Together</th>
        <td />
        <td />
        <td className="number">
          <strong>{Math.round(total * 10) / 10}</strong>
        </td>
      </tr>
    </DataTable>
  );
}
