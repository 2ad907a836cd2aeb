import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { ProblemNote } from '../ui/parts.tsx';

const FIELDS = [
  ['license_key', 'Licence key', 'From the operator of this installation.', 200],
  ['base_url', 'Address of WHMCS', 'Such as https://billing.example.com. It can’t be changed later.', 300],
  ['name', 'What you call it', undefined, 100],
  ['identifier', 'Identifier of an API credential of WHMCS', undefined, 200],
  ['secret', 'Secret of that credential', 'It is kept encrypted and never shown again.', 400],
  ['gateway', 'Gateway under which payments are recorded', 'Its system name in WHMCS.', 60],
  ['time_zone', 'Time zone of WHMCS', undefined, 60],
] as const;
type Name = (typeof FIELDS)[number][0];

const EMPTY: Record<Name, string> = {
  license_key: '',
  base_url: '',
  name: '',
  identifier: '',
  secret: '',
  gateway: 'banktransfer',
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};

function Dialog({ onClose }: { onClose(): void }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState(EMPTY);
  const register = useMutation({
    mutationFn: () => {
      const { name, ...given } = typed;
      return body(
        api.POST('/integrations/whmcs', {
          headers: { 'idempotency-key': crypto.randomUUID() },
          body: { ...given, ...(name.trim() ? { name: name.trim() } : {}) },
        }),
      );
    },
    onSuccess: () => {
      for (const key of ['connections', 'instances']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
  const problem = register.error ? asProblem(register.error) : null;
  if (register.data)
    return (
      <AskDialog title={`${register.data.name} is registered`} onClose={onClose}>
        <p>
          Its invoices are being read. Download its hook file from the list of connections and put it into WHMCS: then
          changes arrive at once.
        </p>
        <Button className="button primary" onPress={onClose}>
          Close
        </Button>
      </AskDialog>
    );
  const isFilled = FIELDS.every(([name]) => name === 'name' || typed[name].trim() !== '');
  return (
    <AskDialog title="Register WHMCS" onClose={onClose}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          register.mutate();
        }}
      >
        {problem && <ProblemNote problem={problem} />}
        {FIELDS.map(([name, label, hint, maxLength]) => (
          <Field
            key={name}
            label={label}
            name={name}
            value={typed[name]}
            onChange={(text) => setTyped({ ...typed, [name]: text })}
            problem={problem}
            hint={hint}
            maxLength={maxLength}
            required={name !== 'name'}
            type={name === 'secret' ? 'password' : 'text'}
            autoComplete="off"
          />
        ))}
        <Button className="button primary" type="submit" isDisabled={!isFilled || register.isPending}>
          Register
        </Button>
      </Form>
    </AskDialog>
  );
}

/** How an installation of WHMCS is connected: with a licence key and an API credential. */
export function RegisterWhmcs() {
  const [isOpen, setOpen] = useState(false);
  return (
    <section>
      <h3>WHMCS</h3>
      <p>Invoices, and where received payments are recorded.</p>
      <Button className="button" onPress={() => setOpen(true)}>
        Register WHMCS
      </Button>
      {isOpen && <Dialog onClose={() => setOpen(false)} />}
    </section>
  );
}
