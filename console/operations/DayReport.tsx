import { useQuery } from '@tanstack/react-query';
import { api, body, type Schema } from '../api/client.ts';
import { Badge, DataTable, Empty, Loaded } from '../ui/parts.tsx';
import { useAddressFilters } from '../ui/useAddressFilters.ts';
import { valueText } from '../ui/valueText.ts';

function PartTable({ part }: { part: Schema<'ReportPart'> }) {
  return (
    <DataTable label={`${part.title} on this day`} head={[part.first, ...part.columns]} numbers={part.columns}>
      {part.rows.map((row) => (
        <tr key={row.title}>
          <td>{row.title}</td>
          {part.columns.map((column, place) => {
            const cell = row.cells[place];
            return (
              <td key={column} className="number">
                {cell ? valueText(cell.value, cell.unit, cell.currency ?? null) : '–'}
              </td>
            );
          })}
        </tr>
      ))}
    </DataTable>
  );
}

/** One day in figures, in the words of the areas: written after its end, or counted just now for the day that runs, `today`. */
export function DayReport({ today, timeZone }: { today: string; timeZone: string }) {
  const [search, set] = useAddressFilters();
  const day = search.get('day') ?? today;
  const query = useQuery({
    queryKey: ['daily-report', day],
    queryFn: () => body(api.GET('/admin/reports/daily', { params: { query: { day } } })),
  });
  return (
    <section aria-label="One day in figures">
      <header className="page-head">
        <div>
          <h2>One day in figures</h2>
          <p className="quiet">As it is mailed to approvers after each day, days as in {timeZone}.</p>
        </div>
        <label className="field">
          Day{' '}
          <input
            type="date"
            value={day}
            max={today}
            onChange={(event) => event.target.value && set('day', event.target.value)}
          />
        </label>
      </header>
      <Loaded query={query}>
        {(report) => (
          <>
            {!report.complete && (
              <p>
                <Badge tone="info">counted just now</Badge>{' '}
                <span className="quiet">The report of a day is written shortly after its end.</span>
              </p>
            )}
            {report.parts.map((part) => (
              <section key={part.title}>
                <h3>{part.title}</h3>
                {part.rows.length === 0 ? (
                  <Empty title="Nothing on this day">{part.empty}</Empty>
                ) : (
                  <PartTable part={part} />
                )}
              </section>
            ))}
          </>
        )}
      </Loaded>
    </section>
  );
}
