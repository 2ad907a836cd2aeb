import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { Chart } from '../ui/chart/Chart.tsx';
import { ChartWithTable, PictureTable } from '../ui/chart/ChartTable.tsx';
import type { Picture } from '../ui/chart/picture.ts';
import { csvText, downloadCsv } from '../ui/csv.ts';
import { useDaySpan } from '../ui/DaySpan.tsx';
import { DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';
import { dollarText } from '../ui/valueText.ts';

type Costs = Schema<'DayCosts'>[];

/** The last days (UTC, as budgets are), those without calls too, so that gaps are seen. */
const lastDays = (count: number): string[] =>
  Array.from({ length: count }, (_, back) =>
    new Date(Date.now() - (count - 1 - back) * 86_400_000).toISOString().slice(0, 10),
  );

function pictureOf(costs: Costs, days: number): Picture {
  const models = [...new Set(costs.map((row) => row.model))].toSorted();
  const axis = lastDays(days);
  const sumOf = (model: string, day: string) =>
    costs.filter((row) => row.day === day && row.model === model).reduce((sum, row) => sum + row.cost_nano, 0);
  return { days: axis, series: models, values: models.map((model) => axis.map((day) => sumOf(model, day))) };
}

const PURPOSES: Record<Costs[number]['purpose'], string> = { proposal: 'Proposals', embedding: 'Similar cases' };
const DAY_HEAD = ['Day', 'Model', 'For', 'Calls', 'Tokens in', 'Tokens out', 'Cost', 'Saved by cache'];

function saveDays(costs: Costs) {
  const rows = costs.map((row) => [
    row.day,
    row.model,
    PURPOSES[row.purpose],
    row.calls,
    row.input_tokens,
    row.output_tokens,
    row.cost,
    row.saved,
    'USD',
  ]);
  downloadCsv('Model costs by day', csvText([...DAY_HEAD, 'Currency'], rows));
}

function DayCosts({ costs, budgetNano, days }: { costs: Costs; budgetNano: number; days: number }) {
  const picture = pictureOf(costs, days);
  const total = costs.reduce((sum, row) => sum + row.cost_nano, 0);
  const spent = picture.days.flatMap((_, index) => (picture.values.some((line) => line[index]) ? [index] : []));
  return (
    <section aria-label="Costs by day">
      <header className="page-head">
        <p className="figure">
          {dollarText(total)}{' '}
          <span className="quiet">
            in {days} days; the budget of a day is {dollarText(budgetNano)}
          </span>
        </p>
        <Button className="button" aria-label="Save as CSV: costs by day" onPress={() => saveDays(costs)}>
          Save as CSV
        </Button>
      </header>
      <ChartWithTable
        chart={
          <Chart
            label="Costs by day and model. The table “Costs by day in numbers” says the same."
            picture={picture}
            form="stack"
            format={dollarText}
            limit={{ title: `Budget of a day ${dollarText(budgetNano)}`, value: budgetNano }}
          />
        }
        table={
          <PictureTable
            label="Costs by day in numbers"
            picture={picture}
            days={spent.toReversed()}
            format={(value) => dollarText(value ?? 0)}
          />
        }
      />
      <details>
        <summary>Calls and tokens by day and model</summary>
        <DataTable label="Calls and tokens by day and model" numbers={DAY_HEAD.slice(3)} head={DAY_HEAD}>
          {costs.toReversed().map((row) => (
            <tr key={`${row.day} ${row.model} ${row.purpose}`}>
              <td>{row.day}</td>
              <td>{row.model}</td>
              <td>{PURPOSES[row.purpose]}</td>
              <td className="number">{row.calls}</td>
              <td className="number">{row.input_tokens.toLocaleString()}</td>
              <td className="number">{row.output_tokens.toLocaleString()}</td>
              <td className="number">{dollarText(row.cost_nano)}</td>
              <td className="number">{dollarText(Number(row.saved) * 1e9)}</td>
            </tr>
          ))}
        </DataTable>
      </details>
    </section>
  );
}

const DISPUTE_HEAD = ['Dispute', 'Calls', 'Tokens', 'Cost', ''];

function DisputeCosts({ days }: { days: number }) {
  const query = useQuery({
    queryKey: ['costs', 'disputes', days],
    queryFn: () => body(api.GET('/costs/disputes', { params: { query: { days } } })),
  });
  return (
    <section aria-label="Costs by dispute">
      <h2>Costs by dispute</h2>
      <Loaded
        query={query}
        isEmpty={(data) => data.disputes.length === 0}
        empty={
          <Empty title="No dispute has cost anything in this time">
            A dispute stands here once a model was asked about it.
          </Empty>
        }
      >
        {({ disputes, count, total_nano: total }) => (
          <>
            <header className="page-head">
              <p>
                {count} {count === 1 ? 'dispute' : 'disputes'}, {dollarText(total / Math.max(1, count))} each on average
                {count > disputes.length && `; the ${disputes.length} that cost most`}
              </p>
              <Button
                className="button"
                aria-label="Save as CSV: costs by dispute"
                onPress={() =>
                  downloadCsv(
                    'Model costs by dispute',
                    csvText(
                      ['Dispute', 'About', 'Calls', 'Tokens in', 'Tokens out', 'Cost', 'Currency'],
                      disputes.map((row) => [
                        row.title,
                        row.subtitle,
                        row.calls,
                        row.input_tokens,
                        row.output_tokens,
                        (row.cost_nano / 1e9).toFixed(9),
                        'USD',
                      ]),
                    ),
                  )
                }
              >
                Save as CSV
              </Button>
            </header>
            <DataTable label="Costs by dispute in numbers" numbers={['Calls', 'Tokens', 'Cost']} head={DISPUTE_HEAD}>
              {disputes.map((row) => (
                <tr key={row.process_id}>
                  <td>
                    <Link to={`/runs/${row.process_id}`}>{row.title}</Link>
                    {row.subtitle && <div className="quiet">{row.subtitle}</div>}
                  </td>
                  <td className="number">{row.calls}</td>
                  <td className="number">{(row.input_tokens + row.output_tokens).toLocaleString()}</td>
                  <td className="number">{dollarText(row.cost_nano)}</td>
                  <td>
                    <meter
                      className="meter"
                      min={0}
                      max={Math.max(1, disputes[0]?.cost_nano ?? 1)}
                      value={row.cost_nano}
                      aria-label={`Cost of ${row.title} against the most expensive`}
                    />
                  </td>
                </tr>
              ))}
            </DataTable>
          </>
        )}
      </Loaded>
    </section>
  );
}

export function CostsPage() {
  const { days, choice } = useDaySpan();
  const query = useQuery({
    queryKey: ['costs', 'days', days],
    queryFn: () => body(api.GET('/costs', { params: { query: { days } } })),
  });
  return (
    <>
      <PageHead title="Costs" about="What model calls cost, in US dollars and days of UTC, as the budget is.">
        {choice}
      </PageHead>
      <Loaded
        query={query}
        isEmpty={(data) => data.costs.length === 0}
        empty={
          <Empty title="No model was called in this time">
            Start a dispute: its proposal asks a model, and what that costs stands here.
          </Empty>
        }
      >
        {({ costs, budget_nano: budgetNano }) => (
          <>
            <DayCosts costs={costs} budgetNano={budgetNano} days={days} />
            <DisputeCosts days={days} />
          </>
        )}
      </Loaded>
    </>
  );
}

export function TenantCostsPage() {
  const { days, choice } = useDaySpan();
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
                <td className="number">{dollarText(tenant.cost_nano)}</td>
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
