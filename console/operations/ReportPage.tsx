import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../api/client.ts';
import { Money } from '../ui/Money.tsx';
import { Account, Badge, DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';
import { figureText } from './AlertsPage.tsx';

const FIGURES = [
  ['payments_received', 'Payments received'],
  ['payments_by_mail', 'of those by mail'],
  ['payments_matched', 'of those matched with a booking'],
  ['payments_unmatched', 'Payments without a booking'],
  ['bookings_created', 'Bookings made'],
  ['confirmed_automatically', 'Confirmed without a person'],
  ['confirmed_by_hand', 'Confirmed by a person'],
  ['bookings_expired', 'Expired unpaid'],
  ['bookings_cancelled', 'Cancelled'],
  ['decisions', 'Decisions of people about payments'],
  ['messages_sent', 'Messages delivered'],
  ['messages_undeliverable', 'Messages that did not arrive'],
  ['messages_waiting', 'Messages that wait for more than 15 minutes'],
  ['mails_read', 'Mails fetched'],
  ['inbox_cycles', 'Readings of the payment inboxes'],
  ['inbox_cycles_failed', 'of those failed'],
] as const;
const TIMES = [
  ['processing_seconds', 'From reading a payment mail to the verdict (95th percentile)'],
  ['verification_seconds', 'Wait of a payment for its decision (mean)'],
  ['inbox_seconds', 'One reading of the payment inboxes (mean)'],
] as const;

const shareText = (share: number | null) => (share === null ? '–' : figureText(share, 'rate'));

/** A day in figures: written after midnight UTC, or counted just now for the day that runs. */
export function ReportPage() {
  const [day, setDay] = useState(() => new Date().toISOString().slice(0, 10));
  const query = useQuery({
    queryKey: ['daily-report', day],
    queryFn: () => body(api.GET('/admin/reports/daily', { params: { query: { day } } })),
  });
  return (
    <>
      <PageHead title="Daily report" about="Bookings and their payments on one day, UTC.">
        <label className="field">
          Day <input type="date" value={day} onChange={(event) => event.target.value && setDay(event.target.value)} />
        </label>
      </PageHead>
      <Loaded query={query}>
        {(report) => (
          <>
            {!report.complete && (
              <p>
                <Badge tone="info">counted just now</Badge>{' '}
                <span className="quiet">The report of a day is written shortly after its end.</span>
              </p>
            )}
            {report.money.length === 0 ? (
              <Empty title="No payment on this day" />
            ) : (
              <DataTable
                label="Money"
                numbers={['Received', 'Confirmed', 'Without a booking']}
                head={['Currency', 'Received', 'Confirmed', 'Without a booking']}
              >
                {report.money.map((row) => (
                  <tr key={row.currency}>
                    <td>{row.currency}</td>
                    <td className="number">
                      <Money minor={row.received_minor} currency={row.currency} />
                    </td>
                    <td className="number">
                      <Money minor={row.confirmed_minor} currency={row.currency} />
                    </td>
                    <td className="number">
                      <Money minor={row.unmatched_minor} currency={row.currency} />
                    </td>
                  </tr>
                ))}
              </DataTable>
            )}
            <h2>Figures</h2>
            <DataTable label="Figures" numbers={['Number']} head={['What', 'Number']}>
              {FIGURES.map(([name, text]) => (
                <tr key={name}>
                  <td>{text}</td>
                  <td className="number">{report.figures[name]}</td>
                </tr>
              ))}
              {TIMES.map(([name, text]) => (
                <tr key={name}>
                  <td>{text}</td>
                  <td className="number">
                    {report.figures[name] === null ? '–' : figureText(report.figures[name], 'seconds')}
                  </td>
                </tr>
              ))}
              <tr>
                <td>Share of payments by mail that were matched (mode {report.effectiveness.mode})</td>
                <td className="number">{shareText(report.effectiveness.matched_share)}</td>
              </tr>
              <tr>
                <td>Share of confirmations without a person</td>
                <td className="number">{shareText(report.effectiveness.confirmed_without_person_share)}</td>
              </tr>
            </DataTable>
            <h2>Who decided</h2>
            {report.people.length === 0 ? (
              <Empty title="Nobody decided anything on this day" />
            ) : (
              <DataTable
                label="Who decided"
                numbers={['Decisions', 'Approved', 'Rejected']}
                head={['Who', 'Decisions', 'Approved', 'Rejected']}
              >
                {report.people.map((row) => (
                  <tr key={row.actor}>
                    <td>
                      <Account id={row.actor} name={row.name} />
                    </td>
                    <td className="number">{row.decisions}</td>
                    <td className="number">{row.approved}</td>
                    <td className="number">{row.rejected}</td>
                  </tr>
                ))}
              </DataTable>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
