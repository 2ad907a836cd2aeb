import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { api, body, type Schema } from '../api/client.ts';
import { Chart } from '../ui/chart/Chart.tsx';
import { ChartWithTable, PictureTable } from '../ui/chart/ChartTable.tsx';
import { csvText, downloadCsv } from '../ui/csv.ts';
import { useDaySpan } from '../ui/DaySpan.tsx';
import { dayText } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';
import { valueText } from '../ui/valueText.ts';
import { amountPictures, busyDays, countPicture, csvOf } from './reportPictures.ts';
import { keysOf, SIDE_WORDS, WAIT_WORDS } from './words.ts';

const WAITS = keysOf(WAIT_WORDS);

type Report = Schema<'ReconciliationReport'>;

const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const sideText = (side: string) => SIDE_WORDS[side as keyof typeof SIDE_WORDS] ?? side;

function Totals({ report }: { report: Report }) {
  const numbers = ['Matched', 'Amount', 'By the rules alone', 'Waits for a person', 'Refused'];
  if (report.lines.length === 0)
    return <Empty title="Nothing in this time">No payment was matched in these days.</Empty>;
  return (
    <DataTable label="Totals" head={['From', 'Currency', ...numbers]} numbers={numbers}>
      {report.lines.map((line) => (
        <tr key={`${line.side} ${line.currency}`}>
          <td>{sideText(line.side)}</td>
          <td>{line.currency}</td>
          <td className="number">{line.matched}</td>
          <td className="number">
            <Money minor={line.matched_minor} currency={line.currency} />
          </td>
          <td className="number">
            {line.approved_by_rules}
            {line.auto_approve_rate !== null && ` (${valueText(line.auto_approve_rate, 'percent')})`}
          </td>
          <td className="number">{line.proposed}</td>
          <td className="number">{line.rejected}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function Waiting({ report }: { report: Report }) {
  const sides = ['bank', 'stripe', 'invoice'];
  const countOf = (side: string, wait: string) =>
    report.unmatched.find((one) => one.side === side && one.wait === wait)?.count ?? 0;
  const heads = WAITS.map((wait) => WAIT_WORDS[wait]);
  return (
    <DataTable label="Not matched now" head={['What', ...heads]} numbers={heads}>
      {sides.map((side) => (
        <tr key={side}>
          <td>{sideText(side)}</td>
          {WAITS.map((wait) => (
            <td key={wait} className="number">
              <Link to={`/not-matched?side=${side}&wait=${wait}`}>
                {countOf(side, wait)}
                <span className="for-readers">
                  {' '}
                  {sideText(side)}, {WAIT_WORDS[wait]}
                </span>
              </Link>
            </td>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

function Charts({ report }: { report: Report }) {
  const count = countPicture(report);
  const span = `${dayText(report.from)} to ${dayText(report.to)}`;
  const countText = (value: number | null) => valueText(value, 'count');
  return (
    <>
      <section className="report-chart" aria-label="Matches by day">
        <h2>Matches by day</h2>
        <p className="quiet">By the day on which they were proposed, as they stand now.</p>
        <ChartWithTable
          chart={
            <Chart
              label={`Matches by day, ${span}. The table “Matches by day in numbers” says the same.`}
              picture={count}
              form="stack"
              format={countText}
              whole
            />
          }
          table={
            <PictureTable label="Matches by day in numbers" picture={count} days={busyDays(count)} format={countText} />
          }
        />
      </section>
      {amountPictures(report).map(({ currency, picture }) => {
        const format = (value: number | null) => valueText(value, 'money', currency);
        const name = `Amount matched by day, ${currency}`;
        return (
          <section key={currency} className="report-chart" aria-label={name}>
            <h2>{name}</h2>
            <ChartWithTable
              chart={
                <Chart
                  label={`${name}, ${span}. The table “${name} in numbers” says the same.`}
                  picture={picture}
                  form="bars"
                  format={format}
                />
              }
              table={
                <PictureTable label={`${name} in numbers`} picture={picture} days={busyDays(picture)} format={format} />
              }
            />
          </section>
        );
      })}
    </>
  );
}

/** How matching went: totals, what waits, and day by day, with a file for a spreadsheet. */
export function ReconciliationReportPage() {
  const { days, choice } = useDaySpan();
  const query = useQuery({
    queryKey: ['reconciliation-report', days],
    queryFn: () =>
      body(
        api.GET('/admin/reports/reconciliation', {
          params: { query: { from: dayBefore(days - 1), to: dayBefore(0) } },
        }),
      ),
  });
  const save = (report: Report) => {
    const { head, rows } = csvOf(report);
    downloadCsv(`Reconciliation ${report.from} to ${report.to}`, csvText(head, rows));
  };
  return (
    <>
      <PageHead title="Reconciliation report" about="What was matched, by whom, and what waits.">
        {choice}
        {query.data && (
          <Button className="button" onPress={() => save(query.data)}>
            Save as CSV
          </Button>
        )}
      </PageHead>
      <Loaded query={query}>
        {(report) => (
          <>
            <p className="quiet">
              {dayText(report.from)} to {dayText(report.to)}, days in UTC.
            </p>
            <Totals report={report} />
            <h2>Not matched now</h2>
            <Waiting report={report} />
            {report.days.length > 0 && <Charts report={report} />}
          </>
        )}
      </Loaded>
    </>
  );
}
