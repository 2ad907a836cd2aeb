import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { Choice } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { NumberField, numberOf, optional } from '../ui/NumberField.tsx';
import { Badge, DataTable, Empty, Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';

type Rule = Schema<'AlertRule'>;

const REFRESH_MS = 15_000;
const THRESHOLD = { minimum: 0, maximum: 1e9, decimals: 9 } as const;
const SWITCH = [
  ['true', 'on'],
  ['false', 'off'],
] as const;

/** A share in per cent, seconds with their unit, a count as it is. */
export function figureText(value: number, unit: Rule['unit']): string {
  if (unit === 'rate') return `${Math.round(value * 1000) / 10} %`;
  return unit === 'seconds' ? `${Math.round(value * 10) / 10} s` : String(value);
}

function RuleForm({ rule }: { rule: Rule }) {
  const queries = useQueryClient();
  const [threshold, setThreshold] = useState(optional(rule.threshold));
  const value = numberOf(threshold, THRESHOLD);
  const [enabled, setEnabled] = useState(String(rule.enabled));
  const save = useMutation({
    mutationFn: () => {
      if (value === undefined) throw new Error('what stands there can not be sent');
      return body(
        api.PUT('/admin/alert-rules/{rule}', {
          params: { path: { rule: rule.rule } },
          body: { threshold: value, enabled: enabled === 'true' },
        }),
      );
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['alert-rules'] }),
  });
  const problem = save.error ? asProblem(save.error) : null;
  const name = rule.rule.replaceAll('_', ' ');
  return (
    <Form
      className="setting"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <NumberField
        label={`${name}: alert above`}
        name="threshold"
        value={threshold}
        onChange={setThreshold}
        rule={THRESHOLD}
        unset="The shipped figure"
        problem={problem}
      />
      <Choice label={`${name}: alerts`} value={enabled} onChange={setEnabled} options={SWITCH} />
      <p className="quiet">
        {rule.about}
        {rule.unit === 'rate' && '; a share from 0 to 1'}
        {rule.unit === 'seconds' && '; in seconds'}. Shipped: {figureText(rule.default_threshold, rule.unit)}
        {rule.window_minutes !== null && `, over the last ${rule.window_minutes} minutes`}
        {rule.minimum_items > 0 && `, from ${rule.minimum_items} things on`}.
      </p>
      {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
      <Button
        className="button primary"
        type="submit"
        isDisabled={
          save.isPending || value === undefined || (value === rule.threshold && enabled === String(rule.enabled))
        }
      >
        Save
      </Button>
    </Form>
  );
}

/** What is wrong now, what was, and above which figure somebody is told. */
export function AlertsPage() {
  const alerts = useQuery({
    queryKey: ['alerts'],
    queryFn: () => body(api.GET('/admin/alerts')),
    refetchInterval: REFRESH_MS,
  });
  const rules = useQuery({ queryKey: ['alert-rules'], queryFn: () => body(api.GET('/admin/alert-rules')) });
  return (
    <>
      <PageHead title="Alerts" about="Figures above their threshold, checked every minute. Approvers are mailed." />
      <Loaded
        query={alerts}
        isEmpty={(data) => data.count === 0}
        empty={<Empty title="No alert so far">All figures are below their thresholds.</Empty>}
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
                  {alert.rule.replaceAll('_', ' ')}
                  <br />
                  <span className="quiet">{alert.about}</span>
                </td>
                <td>{alert.subject ? <code>{alert.subject}</code> : <span className="quiet">the tenant</span>}</td>
                <td className="number">{figureText(alert.value, alert.unit)}</td>
                <td className="number">{figureText(alert.threshold, alert.unit)}</td>
                <td>
                  <Instant at={alert.closed_at} />
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Loaded>
      <h2>Rules</h2>
      <Loaded query={rules}>
        {(data) => (
          <div className="settings">
            {data.rules.map((rule) => (
              <RuleForm key={`${rule.rule} ${rule.threshold} ${rule.enabled}`} rule={rule} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}
