import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { ConfirmChanges, SavedNote } from '../ui/ConfirmChanges.tsx';
import { Field } from '../ui/fields.tsx';
import { Instant } from '../ui/Instant.tsx';
import { MARKS } from '../ui/NumberField.tsx';
import { Badge, ProblemNote } from '../ui/parts.tsx';
import { SetOrNot } from '../ui/SetOrNot.tsx';
import { RuleCurve } from './RuleCurve.tsx';
import { draftOf, lookText, type Rule, type RuleDraft, readThreshold, ruleChange, unitOf } from './ruleFields.ts';

type Drafts = Partial<Record<Rule['rule'], RuleDraft>>;

function RuleField({ rule, draft, onChange }: { rule: Rule; draft: RuleDraft; onChange(draft: RuleDraft): void }) {
  const read = readThreshold(rule, draft, MARKS);
  return (
    <div className="setting-field">
      <h3>
        {rule.name} <Badge tone={rule.severity === 'critical' ? 'bad' : 'warn'}>{rule.severity}</Badge>
      </h3>
      <p className="quiet">
        {rule.about}. {lookText(rule)}.
      </p>
      <SetOrNot
        legend={`${rule.name}: alert above`}
        unset={`As shipped: ${rule.default_text}`}
        set={draft.own}
        onChoose={(own) => onChange({ ...draft, own, text: own ? draft.text : '' })}
      >
        <Field
          label={`${rule.name}: own threshold`}
          name="threshold"
          value={draft.text}
          onChange={(text) => onChange({ ...draft, own: true, text })}
          inputMode="decimal"
          wrong={draft.own && !read.ok ? read.problem : null}
          hint={unitOf(rule)}
        />
      </SetOrNot>
      <label className="check">
        <input
          type="checkbox"
          checked={draft.enabled}
          onChange={(event) => onChange({ ...draft, enabled: event.target.checked })}
        />
        Tell people about: {rule.name}
      </label>
      <RuleCurve rule={rule} threshold={read.ok ? (read.value ?? rule.default_threshold) : rule.threshold} />
      {rule.changed_at && (
        <p className="quiet">
          Changed {rule.changed_by_name && `by ${rule.changed_by_name} `}
          <Instant at={rule.changed_at} relative />
        </p>
      )}
    </div>
  );
}

/** The sentences of all changes of a group; undefined where a field can't be read. */
function changesOf(rules: readonly Rule[], drafts: Drafts): { rule: Rule; says: string }[] | undefined {
  const all: { rule: Rule; says: string }[] = [];
  for (const rule of rules) {
    const draft = drafts[rule.rule];
    const change = draft ? ruleChange(rule, draft, MARKS) : [];
    if (!change) return undefined;
    if (change.length > 0) all.push({ rule, says: change.join('; ') });
  }
  return all;
}

/** The fields of the rules that change, as they are sent. */
const bodyOf = (changes: readonly { rule: Rule }[], drafts: Drafts) =>
  Object.fromEntries(
    changes.map(({ rule }) => {
      const draft = drafts[rule.rule] ?? draftOf(rule);
      const read = readThreshold(rule, draft, MARKS);
      return [rule.rule, { threshold: read.ok ? read.value : rule.threshold, enabled: draft.enabled }];
    }),
  );

/** Rules that belong together, with one save that first says what will change. */
export function RuleGroup({ rules }: { rules: readonly Rule[] }) {
  const queries = useQueryClient();
  const may = useMay();
  const [drafts, setDrafts] = useState<Drafts>({});
  const [asking, setAsking] = useState(false);
  const changes = changesOf(rules, drafts);
  const save = useMutation({
    mutationFn: (sent: NonNullable<typeof changes>) =>
      body(api.PATCH('/admin/alert-rules', { body: { rules: bodyOf(sent, drafts) } })),
    onSuccess: () => setDrafts({}),
    onSettled: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ['alert-rules'] });
    },
  });
  const [first] = rules;
  if (!first) return null;
  return (
    <section className="setting setting-group" aria-label={first.group}>
      <h2>{first.group}</h2>
      <p className="quiet">{first.group_about}.</p>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (changes && changes.length > 0) setAsking(true);
        }}
      >
        {rules.map((rule) => (
          <RuleField
            key={rule.rule}
            rule={rule}
            draft={drafts[rule.rule] ?? draftOf(rule)}
            onChange={(draft) => {
              setAsking(false);
              save.reset();
              setDrafts({ ...drafts, [rule.rule]: draft });
            }}
          />
        ))}
        {save.error && <ProblemNote problem={asProblem(save.error)} />}
        {asking && changes ? (
          <ConfirmChanges
            changes={changes.map(({ rule, says }) => ({ key: rule.rule, name: rule.name, says: `${says}.` }))}
            saving={save.isPending}
            onSave={() => save.mutate(changes)}
            onBack={() => setAsking(false)}
          />
        ) : (
          may('ops:manage') && (
            <Button className="button primary" type="submit" isDisabled={!changes || changes.length === 0}>
              Save …
            </Button>
          )
        )}
        {save.isSuccess && (
          <SavedNote atMs={save.submittedAt}> It holds from the next look on, within a minute.</SavedNote>
        )}
      </Form>
    </section>
  );
}
