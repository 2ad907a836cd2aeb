const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
};
const typedIn = (id: string) => (byId(id) as HTMLInputElement).value.trim();
const FORMS = ['sign-in-form', 'forgot-form', 'reset-form'] as const;

function show(form: (typeof FORMS)[number]): void {
  for (const id of FORMS) byId(id).hidden = id !== form;
  byId(form).querySelector('input')?.focus();
}

function say(text: string, tone: 'good' | 'bad' | 'info'): void {
  const note = byId('password-note');
  note.className = `note ${tone}`;
  note.textContent = text;
  note.hidden = false;
}

/** What the API says of a refusal; a sentence of our own where it can't be reached. */
async function send(path: string, body: object): Promise<string | null> {
  try {
    const answer = await fetch(`/api/v1/auth/password/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return null;
    const problem = (await answer.json().catch(() => null)) as { error?: { code?: string; message?: string } } | null;
    return problem?.error?.code === 'INVALID_CREDENTIALS'
      ? 'This token is wrong, used or too old. Ask for a new mail.'
      : (problem?.error?.message ?? `The server answered ${answer.status}`);
  } catch {
    return 'The server can’t be reached; nothing was sent.';
  }
}

/** While it is sent nothing is sent again. */
async function once(button: string, work: () => Promise<void>): Promise<void> {
  const submit = byId(button) as HTMLButtonElement;
  submit.disabled = true;
  await work().finally(() => {
    submit.disabled = false;
  });
}

let ready = false;
function listen(): void {
  if (ready) return;
  ready = true;
  byId('forgot-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void once('forgot-submit', async () => {
      const refused = await send('forgot', { email: typedIn('forgot-email') });
      if (refused) return say(refused, 'bad');
      // The same words whether there is such an account or not.
      say('If there is an account with this address, a mail is on its way. Its token is good once.', 'info');
      show('reset-form');
    });
  });
  byId('reset-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void once('reset-submit', async () => {
      const password = (byId('reset-password') as HTMLInputElement).value;
      const refused = await send('reset', { token: typedIn('reset-token'), new_password: password });
      if (refused) return say(refused, 'bad');
      (byId('reset-form') as HTMLFormElement).reset();
      say('The password is set. Sign in with it.', 'good');
      show('sign-in-form');
    });
  });
  byId('forgot-have').addEventListener('click', () => show('reset-form'));
  for (const id of ['forgot-back', 'reset-back']) byId(id).addEventListener('click', () => show('sign-in-form'));
}

/** The way back in for who forgot the password: a mail is asked for, its token sets a new one. */
export function openPasswordForms(open: 'forgot' | 'reset'): void {
  listen();
  byId('password-note').hidden = true;
  (byId('forgot-email') as HTMLInputElement).value = typedIn('sign-in-email');
  // Behind the # nothing reaches a server or its log; it leaves the address at once.
  const token = /^#reset=([\w.-]{1,200})$/.exec(location.hash)?.[1];
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  if (token) (byId('reset-token') as HTMLInputElement).value = token;
  show(open === 'forgot' ? 'forgot-form' : 'reset-form');
}
