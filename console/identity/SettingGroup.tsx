import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body, type Schema } from '../api/client.ts';
import { ConfirmChanges, type SaidChange, SavedNote } from '../ui/ConfirmChanges.tsx';
import { MARKS } from '../ui/NumberField.tsx';
import { ProblemNote } from '../ui/parts.tsx';
import { SettingField } from './SettingField.tsx';
import { isChanged, readSetting, type Setting, type Typed, typedOf } from './settingFields.ts';

type Drafts = Partial<Record<Setting['key'], Typed>>;
type Values = Partial<Record<Setting['key'], Setting['value']>>;

/** What will change, in words, with what it was read from: it is saved only while that still stands. */
async function preview(values: Values) {
  const { data, error, response } = await api.POST('/admin/config/preview', { body: { values } });
  const { changes } = await body(Promise.resolve({ data, error, response }));
  return { values, changes, etag: response.headers.get('etag') ?? '*' };
}
type Preview = Awaited<ReturnType<typeof preview>>;

const save = ({ values, etag }: Preview) =>
  body(api.PATCH('/admin/config', { body: { values }, headers: { 'if-match': etag } }));

/** The fields of a group that were touched and differ; undefined where one of them can't be read. */
function changedValues(settings: readonly Setting[], drafts: Drafts): Values | undefined {
  const values: Values = {};
  for (const setting of settings) {
    const typed = drafts[setting.key];
    if (!typed || !isChanged(setting, typed, MARKS)) continue;
    const read = readSetting(setting, typed, MARKS);
    if (!read.ok) return undefined;
    values[setting.key] = read.value;
  }
  return values;
}

/** A change as it is summed up. */
const saidOf = ({ key, name, before, after, note, widens }: Schema<'SettingChange'>): SaidChange => ({
  key,
  name,
  says: `${before} → ${after}.${note ? ` ${note}.` : ''}${widens ? ' This widens power: a second person has to agree.' : ''}`,
});

/** What became of the last save. */
function Outcome({ answer, at }: { answer: Awaited<ReturnType<typeof save>>; at: number }) {
  const waiting = answer.power_changes;
  const saved = answer.config.length - waiting.length;
  return (
    <div>
      {saved > 0 && <SavedNote atMs={at} />}
      {waiting.map((change) => (
        <p key={change.change_id} className="note warn" role="status">
          <strong>Nothing has changed yet.</strong> {change.summary}: it waits for a second person.
        </p>
      ))}
    </div>
  );
}

/** Amounts are typed in the currency that stands: both at once could be read in two ways. */
const mixesCurrency = (settings: readonly Setting[], values: Values) =>
  settings.some(({ key, kind }) => kind === 'currency' && key in values) &&
  settings.some(({ key, kind }) => kind === 'money' && key in values);

/** Settings that belong together, with one save that first says what will change. */
export function SettingGroup({ settings }: { settings: readonly Setting[] }) {
  const queries = useQueryClient();
  const [drafts, setDrafts] = useState<Drafts>({});
  const look = useMutation({ mutationFn: preview });
  const keep = useMutation({
    mutationFn: save,
    onSuccess: () => {
      setDrafts({});
      look.reset();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['config'] }),
  });
  const values = changedValues(settings, drafts);
  const mixed = values !== undefined && mixesCurrency(settings, values);
  const count = values ? Object.keys(values).length : 0;
  const failed = look.error ?? keep.error;
  const problem = failed ? asProblem(failed) : null;
  const [first] = settings;
  if (!first) return null;
  const change = (key: Setting['key'], typed: Typed) => {
    look.reset();
    keep.reset();
    setDrafts({ ...drafts, [key]: typed });
  };
  return (
    <section className="setting setting-group" aria-label={first.group}>
      <h2>{first.group}</h2>
      <p className="quiet">{first.group_about}.</p>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (values && count > 0 && !mixed) look.mutate(values);
        }}
      >
        {settings.map((setting) => (
          <SettingField
            key={setting.key}
            setting={setting}
            typed={drafts[setting.key] ?? typedOf(setting)}
            onChange={(typed) => change(setting.key, typed)}
            problem={problem}
          />
        ))}
        {mixed && <p className="note warn">Save the currency first: amounts are typed in the currency that stands.</p>}
        {problem && problem.fields.length === 0 && <ProblemNote problem={problem} />}
        {look.data ? (
          <ConfirmChanges
            changes={look.data.changes.map(saidOf)}
            saveText={look.data.changes.every(({ widens }) => widens) ? 'Ask for it' : 'Save'}
            saving={keep.isPending}
            onBack={() => look.reset()}
            onSave={() => look.data && keep.mutate(look.data)}
          />
        ) : (
          <Button className="button primary" type="submit" isDisabled={count === 0 || mixed || look.isPending}>
            Save …
          </Button>
        )}
        {keep.data && <Outcome answer={keep.data} at={keep.submittedAt} />}
      </Form>
    </section>
  );
}
