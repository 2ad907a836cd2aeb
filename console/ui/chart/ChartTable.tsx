import type { ReactNode } from 'react';
import { DataTable } from '../parts.tsx';
import { dayLabel } from './Chart.tsx';
import type { Picture } from './picture.ts';

/** A chart with what it says in numbers beside it. */
export const ChartWithTable = ({ chart, table }: { chart: ReactNode; table: ReactNode }) => (
  <div className="chart-pair">
    {chart}
    <div className="chart-table">{table}</div>
  </div>
);

/** The numbers of a picture; `days` are places on its axis. */
export function PictureTable({
  label,
  picture,
  days,
  format,
}: {
  label: string;
  picture: Picture;
  days: readonly number[];
  format(value: number | null): string;
}) {
  return (
    <DataTable label={label} head={['Day', ...picture.series]} numbers={[...picture.series]}>
      {days.map((day) => (
        <tr key={day}>
          <td>
            <time dateTime={picture.days[day]}>{dayLabel(picture.days[day] ?? '')}</time>
          </td>
          {picture.series.map((series, place) => (
            <td key={series} className="number">
              {format(picture.values[place]?.[day] ?? null)}
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}
