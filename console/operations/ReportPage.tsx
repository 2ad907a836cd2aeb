import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { api, body, type Schema } from '../api/client.ts';
import { Chart } from '../ui/chart/Chart.tsx';
import { ChartWithTable, PictureTable } from '../ui/chart/ChartTable.tsx';
import { csvText, downloadCsv } from '../ui/csv.ts';
import { useDaySpan } from '../ui/DaySpan.tsx';
import { dayText } from '../ui/Instant.tsx';
import { DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';
import { valueText } from '../ui/valueText.ts';
import { DayReport } from './DayReport.tsx';
import { csvOf, peopleOf, picturesOf, tableDays } from './reportPictures.ts';

type Report = Schema<'RangeReport'>;
type ReportChart = Schema<'ReportChart'>;
type ReportPicture = ReturnType<typeof picturesOf>[number];

/** What the whole span comes to, with the share of each series where they are parts of one thing. */
function wholeText(chart: ReportChart, { whole, series, currency, values }: ReportPicture): string {
  const now = !chart.adds && chart.form === 'stack';
  const numbers = now ? values.map((line) => line.at(-1) ?? null) : whole;
  const sum = numbers.reduce<number>((total, value) => total + (value ?? 0), 0);
  const share = (value: number | null) =>
    chart.form === 'stack' && sum > 0 ? ` (${valueText((value ?? 0) / sum, 'percent')})` : '';
  const said = series.map(
    (title, place) =>
      `${title} ${valueText(numbers[place] ?? null, chart.unit, currency)}${share(numbers[place] ?? null)}`,
  );
  return `${now ? 'On the last day: ' : ''}${said.join(' · ')}`;
}

function PictureOfDays({ chart, picture, report }: { chart: ReportChart; picture: ReportPicture; report: Report }) {
  const { currency } = picture;
  const name = currency ? `${chart.title}, ${currency}` : chart.title;
  const format = (value: number | null) => valueText(value, chart.unit, currency);
  return (
    <>
      {currency && <h3>{currency}</h3>}
      <p>{wholeText(chart, picture)}</p>
      <ChartWithTable
        chart={
          <Chart
            label={`${name}, ${dayText(report.from)} to ${dayText(report.to)}. The table “${name} in numbers” says the same.`}
            picture={picture}
            form={chart.form}
            format={format}
            whole={chart.unit === 'count'}
          />
        }
        table={
          <PictureTable label={`${name} in numbers`} picture={picture} days={tableDays(picture)} format={format} />
        }
      />
    </>
  );
}

function PeopleTable({ chart }: { chart: ReportChart }) {
  const titles = chart.series.map(({ title }) => title);
  return (
    <DataTable label={`${chart.title} in numbers`} head={['Person', ...titles]} numbers={titles}>
      {peopleOf(chart).map(({ name, values }) => (
        <tr key={name}>
          <td>{name}</td>
          {titles.map((title, place) => (
            <td key={title} className="number">
              {valueText(values[place] ?? null, chart.unit)}
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

function ChartSection({ chart, report }: { chart: ReportChart; report: Report }) {
  const save = () => {
    const { head, rows } = csvOf(chart, report);
    downloadCsv(`${chart.title} ${report.from} to ${report.to}`, csvText(head, rows));
  };
  return (
    <section className="report-chart" aria-label={chart.title}>
      <header className="page-head">
        <div>
          <h2>{chart.title}</h2>
          <p className="quiet">{chart.about}</p>
        </div>
        {chart.rows.length > 0 && (
          <Button className="button" aria-label={`Save as CSV: ${chart.title}`} onPress={save}>
            Save as CSV
          </Button>
        )}
      </header>
      {chart.rows.length === 0 && <Empty title="Nothing in this time">{chart.empty}</Empty>}
      {chart.rows.length > 0 && chart.by === 'person' && <PeopleTable chart={chart} />}
      {chart.by === 'day' &&
        picturesOf(chart, report).map((picture) => (
          <PictureOfDays key={picture.currency ?? ''} chart={chart} picture={picture} report={report} />
        ))}
    </section>
  );
}

/** What happened, day by day: charts that the areas name and count, with their tables. */
export function ReportPage() {
  const { days, choice } = useDaySpan();
  const query = useQuery({
    queryKey: ['report-range', days],
    queryFn: () => body(api.GET('/admin/reports', { params: { query: { days } } })),
  });
  return (
    <>
      <PageHead title="Reports" about="What happened day by day, and how long people waited.">
        {choice}
      </PageHead>
      <Loaded query={query}>
        {(report) => (
          <>
            <p className="quiet">
              {dayText(report.from)} to {dayText(report.to)}, days as in {report.time_zone.replaceAll('_', ' ')}.
            </p>
            {report.charts.map((chart) => (
              <ChartSection key={chart.name} chart={chart} report={report} />
            ))}
            <DayReport today={report.to} timeZone={report.time_zone.replaceAll('_', ' ')} />
          </>
        )}
      </Loaded>
    </>
  );
}
