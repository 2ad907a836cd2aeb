import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { Link } from 'react-router';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { useMay } from '../session/useSession.ts';
import { SavedNote } from '../ui/ConfirmChanges.tsx';
import { Loaded, PageHead, ProblemNote } from '../ui/parts.tsx';
import { DryRun } from './DryRun.tsx';
import { changesBetween, type MatchRules, RULE_FIELDS } from './matchRuleFields.ts';
import { draftsOf, type RuleDrafts, RuleInputs, rulesOf } from './RuleInputs.tsx';
import { RuleVersions } from './RuleVersions.tsx';

type RuleSet = Schema<'MatchingRules'>;

/** What would change, what it would do to what is open now, and the save. */
function Changes({ active, rules, onSaved }: { active: RuleSet; rules: MatchRules; onSaved(): void }) {
  const queries = useQueryClient();
  const changes = changesBetween(active.rules, rules);
  const tried = useMutation({
    mutationFn: () => body(api.POST('/reconciliation/rules/dry-run', { body: { rules } })),
  });
  const save = useMutation({
    mutationFn: () => body(api.POST('/reconciliation/rules', { body: { from_version: active.version, rules } })),
    onSuccess: onSaved,
    onSettled: () => void queries.invalidateQueries({ queryKey: ['matching-rules'] }),
  });
  const problem = tried.error ?? save.error;
  if (save.data)
    return 'change_id' in save.data ? (
      <p className="note info" role="status">
        This lets the machine approve more, so it waits for a second person.{' '}
        <Link to="/rights">See changes that wait</Link>
      </p>
    ) : (
      <SavedNote atMs={save.submittedAt}> It holds from the next run on, which begins now.</SavedNote>
    );
  return (
    <>
      {problem && <ProblemNote problem={asProblem(problem)} />}
      <section className="note info" aria-label="What you changed">
        {changes.length === 0 ? (
          <p>Nothing is changed: this is what holds already.</p>
        ) : (
          <ul className="change-list">
            {changes.map(({ key, name, says }) => (
              <li key={key}>
                <strong>{name}:</strong> {says}
              </li>
            ))}
          </ul>
        )}
      </section>
      {tried.data && <DryRun result={tried.data} />}
      <div className="row">
        <Button
          className={tried.data ? 'button' : 'button primary'}
          isDisabled={changes.length === 0 || tried.isPending}
          onPress={() => tried.mutate()}
        >
          Show what it would change
        </Button>
        <Button
          className="button primary"
          isDisabled={!tried.data || changes.length === 0 || save.isPending}
          onPress={() => save.mutate()}
        >
          Save these rules
        </Button>
      </div>
    </>
  );
}

function Editor({ active, start, restored }: { active: RuleSet; start: MatchRules; restored: string | null }) {
  const may = useMay();
  const [drafts, setDrafts] = useState<RuleDrafts>(() => draftsOf(start));
  const [saved, setSaved] = useState(0);
  const rules = rulesOf(active.rules, drafts);
  const readOnly = !may('reconciliation:manage');
  return (
    <Form className="stack" onSubmit={(event) => event.preventDefault()}>
      {restored && (
        <p className="note info">{restored} The dry run shows what that would change. Nothing is saved yet.</p>
      )}
      {RULE_FIELDS.map((group) => (
        <section key={group.title} className="setting setting-group" aria-label={group.title}>
          <h2>{group.title}</h2>
          <p className="quiet">{group.about}</p>
          <RuleInputs
            fields={group.fields}
            drafts={drafts}
            readOnly={readOnly}
            onChange={(key, draft) => setDrafts({ ...drafts, [key]: draft })}
          />
        </section>
      ))}
      {!readOnly &&
        (rules ? (
          <Changes
            // What was tried is of the rules as they stood then.
            key={`${active.version} ${saved} ${JSON.stringify(rules)}`}
            active={active}
            rules={rules}
            onSaved={() => setSaved(saved)}
          />
        ) : (
          <p className="note warn">A field above can’t be read, so there is nothing to try.</p>
        ))}
    </Form>
  );
}

/** The rules by which payments are matched: a form, a dry run before it is saved, and every version before. */
export function RulesPage() {
  const query = useQuery({ queryKey: ['matching-rules'], queryFn: () => body(api.GET('/reconciliation/rules')) });
  const [restored, restore] = useState<{ rules: MatchRules; said: string; round: number } | null>(null);
  return (
    <>
      <PageHead
        title="Matching rules"
        about="How payments find their invoices. A version never changes; a change is the next one."
      />
      <Loaded query={query}>
        {({ active, versions, shipped }) => (
          <>
            <p>{active.version === 0 ? 'The rules that are shipped hold.' : `Version ${active.version} holds.`}</p>
            <Editor
              key={restored?.round ?? 0}
              active={active}
              start={restored?.rules ?? active.rules}
              restored={restored?.said ?? null}
            />
            <RuleVersions
              active={active}
              versions={versions}
              shipped={shipped}
              onRestore={(rules, said) => {
                restore({ rules, said, round: (restored?.round ?? 0) + 1 });
                document.querySelector('#main')?.scrollTo({ top: 0 });
                scrollTo({ top: 0 });
              }}
            />
          </>
        )}
      </Loaded>
    </>
  );
}
