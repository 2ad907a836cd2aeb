import { type ApiClient, apiClient } from '../apiClient.ts';
import type { Configuration } from '../configuration.ts';
import { runState, staleText } from '../environment/runFile.ts';

/** An API session for a command: COUNTERSIGN_URL, _EMAIL and _PASSWORD, else a demo login of the running system. */
export function openSession(configuration: Configuration, role: 'reviewer' | 'admin' | 'super_user'): ApiClient {
  const { COUNTERSIGN_URL: url, COUNTERSIGN_EMAIL: email, COUNTERSIGN_PASSWORD: password } = process.env;
  const state = runState(configuration.dataDirectory);
  const run = state.kind === 'running' ? state.run : null;
  const demoLogin = run?.logins.find((login) => login.role === role);
  const baseUrl = url ?? run?.api;
  const login = email && password ? { email, password } : demoLogin;
  if (!baseUrl || !login)
    throw new Error(
      state.kind === 'stale'
        ? staleText(configuration.dataDirectory, state.supervisor)
        : 'nothing runs here: start it with `npm run up`, or set COUNTERSIGN_URL, COUNTERSIGN_EMAIL and COUNTERSIGN_PASSWORD',
    );
  return apiClient(baseUrl, login);
}

/** Prints a value as JSON; a failed answer prints its code and plain sentence and fails the command. */
export function printAnswer(answer: { status: number; body: unknown }): void {
  if (answer.status >= 400) {
    const problem = answer.body as { detail?: string; error?: { code?: string } };
    throw new Error(`${answer.status} ${problem.error?.code ?? ''}: ${problem.detail ?? 'the API refused'}`);
  }
  process.stdout.write(`${typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body, null, 2)}\n`);
}
