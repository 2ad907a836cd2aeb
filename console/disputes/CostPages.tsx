import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api, body } from '../api/client.ts';
import { BarChart } from '../ui/BarChart.tsx';
import { Choice } from '../ui/fields.tsx';
import { DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';

const SPANS = [
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
  ['90', 'Last 90 days'],
] as const;

/** Nano-dollars as dollars, six decimals: single calls cost fractions of a cent. */
const dollarText = (nano: number) => `$${(nano / 1e9).toFixed(6)}`;

function useSpan() {
  const [search, setSearch] = useSearchParams();
  const days = SPANS.find(([span]) => span === search.get('days'))?.[0] ?? '30';
  const choice = (
    <Choice
      quiet
      label="Span"
      value={days}
      onChange={(next) => setSearch({ days: next }, { replace: true })}
      options={SPANS}
    />
  );
  return { days: Number(days), choice };
}

/** The last days, those without calls too, so that gaps are seen. */
function lastDays(count: number): string[] {
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.now() - (count - 1 - back) * 86_400_000).toISOString().slice(0, 10),
  );
}

export function CostsPage() {
  const { days, choice } = useSpan();
  const query = useQuery({
    queryKey: ['costs', 'days', days],
    queryFn: () => body(api.GET('/costs', { params: { query: { days } } })),
  });
  return (
    <>
      <PageHead title="Costs" about="What model calls cost, per day (UTC) and model.">
        {choice}
      </PageHead>
      <Loaded
        query={query}
        isEmpty={(data) => data.costs.length === 0}
        empty={<Empty title="No model was called in this time" />}
      >
        {({ costs }) => {
          const models = [...new Set(costs.map((row) => row.model))].toSorted();
          const bars = lastDays(days).map((day) => ({
            label: day,
            values: models.map((model) =>
              costs
                .filter((row) => row.day === day && row.model === model)
                .reduce((sum, row) => sum + row.cost_nano, 0),
            ),
          }));
          const total = costs.reduce((sum, row) => sum + row.cost_nano, 0);
          return (
            <>
              <p className="figure">
                {dollarText(total)} <span className="quiet">in {days} days</span>
              </p>
              <BarChart bars={bars} series={models} format={dollarText} />
              <DataTable
                label="Costs by day and model"
                numbers={['Calls', 'Tokens in', 'Tokens out', 'Cost', 'Saved by cache']}
                head={['Day', 'Model', 'For', 'Calls', 'Tokens in', 'Tokens out', 'Cost', 'Saved by cache']}
              >
                {costs.toReversed().map((row) => (
                  <tr key={`${row.day} ${row.model} ${row.purpose}`}>
                    <td>{row.day}</td>
                    <td>{row.model}</td>
                    <td>{row.purpose}</td>
                    <td className="number">{row.calls}</td>
                    <td className="number">{row.input_tokens.toLocaleString()}</td>
                    <td className="number">{row.output_tokens.toLocaleString()}</td>
                    <td className="number">${row.cost}</td>
                    <td className="number">${row.saved}</td>
                  </tr>
                ))}
              </DataTable>
            </>
          );
        }}
      </Loaded>
    </>
  );
}

export function TenantCostsPage() {
  const { days, choice } = useSpan();
  const query = useQuery({
    queryKey: ['costs', 'tenants', days],
    queryFn: () => body(api.GET('/admin/costs', { params: { query: { days } } })),
  });
  return (
    <>
      <PageHead title="Costs by tenant" about="Model costs of every tenant, the most expensive first.">
        {choice}
      </PageHead>
      <Loaded query={query}>
        {({ tenants }) => (
          <DataTable label="Costs by tenant" numbers={['Calls', 'Cost']} head={['Tenant', 'Calls', 'Cost', '']}>
            {tenants.map((tenant) => (
              <tr key={tenant.tenant_id}>
                <td>{tenant.name}</td>
                <td className="number">{tenant.calls}</td>
                <td className="number">${tenant.cost}</td>
                <td>
                  <meter
                    className="meter"
                    min={0}
                    max={Math.max(1, tenants[0]?.cost_nano ?? 1)}
                    value={tenant.cost_nano}
                    aria-label={`Share of ${tenant.name}`}
                  />
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
    </>
  );
}
