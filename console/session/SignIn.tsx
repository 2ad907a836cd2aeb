import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Form } from 'react-aria-components';
import { api, asProblem, body } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import icon from '../shell/icon.svg';
import { AskDialog } from '../ui/AskDialog.tsx';
import { Field } from '../ui/fields.tsx';
import { ProblemNote } from '../ui/parts.tsx';
import { signIn, signOut, useSession } from './session.ts';

function SignInForm({ email: known }: { email?: string }) {
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const needsCode = problem?.code === 'SECOND_FACTOR_REQUIRED' || code !== '';

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn(email.trim(), password, code.trim());
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form className="stack" onSubmit={(event) => void submit(event)}>
      {problem && problem.code !== 'SECOND_FACTOR_REQUIRED' && <ProblemNote problem={problem} />}
      <Field
        label="E-mail"
        name="email"
        type="email"
        value={email}
        onChange={setEmail}
        autoComplete="username"
        problem={problem}
        required
        autoFocus={!known}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        problem={problem}
        required
        autoFocus={known !== undefined}
      />
      {needsCode && (
        <Field
          label="Code of your second factor"
          name="code"
          value={code}
          onChange={setCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          problem={problem}
          autoFocus
        />
      )}
      <Button className="button primary" type="submit" isPending={busy} isDisabled={!email || !password}>
        {busy ? 'Signing in …' : 'Sign in'}
      </Button>
    </Form>
  );
}

/** Accounts of the rehearsal, where this is one: a newcomer signs in with one click. */
function DemoLogins() {
  const logins = useQuery({
    queryKey: ['demo-logins'],
    queryFn: () => body(api.GET('/demo/logins')),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!logins.data) return null;
  return (
    <section className="demo-logins" aria-label="Demo accounts">
      <p className="quiet">This is a rehearsal: vendors are simulated and no money moves. Look around as</p>
      {problem && <ProblemNote problem={problem} />}
      <div>
        {logins.data.logins.map(({ email, password, tenant }) => (
          <Button
            key={email}
            className="button"
            onPress={() => void signIn(email, password, '').catch((error: unknown) => setProblem(asProblem(error)))}
          >
            {email.split('@')[0]} <span className="quiet">{tenant}</span>
          </Button>
        ))}
      </div>
    </section>
  );
}

export function SignInPage() {
  return (
    <main className="sign-in">
      <img src={icon} alt="" width="40" height="40" />
      <h1>Countersign</h1>
      <p className="quiet">Money moves when a person has signed for it.</p>
      <DemoLogins />
      <SignInForm />
    </main>
  );
}

/** Over the page when the session has ended: what was typed behind it stays. */
export function SignInAgain() {
  const session = useSession();
  if (session.status !== 'expired') return null;
  return (
    <AskDialog title="Sign in again">
      <p className="quiet">Your session has ended. What you were doing is still here.</p>
      <SignInForm email={session.profile.email} />
      <Button className="button" onPress={() => void signOut()}>
        Sign out instead
      </Button>
    </AskDialog>
  );
}
