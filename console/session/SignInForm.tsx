import { type FormEvent, useState } from 'react';
import { Problem } from '../api/problem.ts';
import { signIn } from './session.ts';
import { signInRefusal } from './signInWords.ts';

/** E-mail, password and, where it is asked for, the code. The browser's own elements: this is the first thing anybody loads. */
export function SignInForm({ email: known }: { email?: string }) {
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
      setProblem(
        error instanceof Problem ? error : new Problem('INTERNAL_ERROR', 0, 'Something went wrong in this page'),
      );
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {problem && problem.code !== 'SECOND_FACTOR_REQUIRED' && (
        <p className="note bad" role="alert">
          {signInRefusal(problem)}
        </p>
      )}
      <label className="field">
        <span className="label">E-mail</span>
        <input
          name="email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </label>
      <label className="field">
        <span className="label">Password</span>
        <input
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      {needsCode && (
        <label className="field">
          <span className="label">Code of your second factor</span>
          <input
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
      )}
      <button className="button primary" type="submit" disabled={busy || !email || !password}>
        {busy ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  );
}
