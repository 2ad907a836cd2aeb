import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead } from '../ui/parts.tsx';
import { RuleGroup } from './RuleGroup.tsx';
import type { Rule } from './ruleFields.ts';

const REFRESH_MS = 15_000;

/** Rules in their groups, as the API orders them. */
const grouped = (rules: readonly Rule[]): Rule[][] => [...Map.groupBy(rules, ({ group }) => group).values()];

function Alerts() {
  const alerts = useQuery({
    queryKey: ['alerts'],
    queryFn: () => body(api.GET('/admin/alerts')),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Loaded
      query={alerts}
      isEmpty={(data) => data.count === 0}
      empty={
        <Empty title="No alert so far">
          All figures are below their thresholds. An alert appears here within a minute of a figure above its own.
        </Empty>
      }
    >
      {(data) => (
        <DataTable
          label="Alerts"
          numbers={['Figure', 'Above']}
          head={['Since', 'State', 'Alert', 'Concerns', 'Figure', 'Above', 'Ended']}
        >
          {data.alerts.map((alert) => (
            <tr key={alert.alert_id}>
              <td>
                <Instant at={alert.opened_at} />
              </td>
              <td>
                <Badge tone={alert.state === 'closed' ? 'plain' : alert.severity === 'critical' ? 'bad' : 'warn'}>
                  {alert.state === 'closed' ? 'ended' : alert.severity}
                </Badge>
              </td>
              <td>
                {alert.name}
                <br />
                <span className="quiet">{alert.about}</span>
              </td>
              <td title={alert.subject}>{alert.concerns}</td>
              <td className="number">{alert.value_text}</td>
              <td className="number">{alert.threshold_text}</td>
              <td>
                <Instant at={alert.closed_at} />
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Loaded>
  );
}

/** What is wrong now, what was, and above which figure somebody is told. */
export function AlertsPage() {
  const rules = useQuery({ queryKey: ['alert-rules'], queryFn: () => body(api.GET('/admin/alert-rules')) });
  return (
    <>
      <PageHead title="Alerts" about="Figures above their threshold, checked every minute. Approvers are mailed." />
      <Alerts />
      <h2>Rules</h2>
      <Loaded query={rules}>
        {(data) => (
          <div className="settings">
            {grouped(data.rules).map((group) => (
              <RuleGroup key={group[0]?.group} rules={group} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}
