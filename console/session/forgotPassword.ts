const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
};
const typedIn = (id: string) => (byId(id) as HTMLInputElement).value.trim();
const FORMS = ['sign-in-form', 'forgot-form', 'reset-form'] as const;

/** Where the sign-in form comes back, the others leave the page. */
function show(form: (typeof FORMS)[number]): void {
  for (const id of FORMS) {
    const part = document.getElementById(id);
    if (part && form === 'sign-in-form' && id !== form) part.remove();
    else if (part) part.hidden = id !== form;
  }
  byId(form).querySelector('input')?.focus();
}

function say(text: string, tone: 'good' | 'bad' | 'info'): void {
  const note = byId('password-note');
  note.className = `note ${tone}`;
  note.textContent = text;
  note.hidden = false;
}

/** What the API says of a refusal; a sentence of our own where it can't be reached. */
async function send(
  path: 'password/forgot' | 'password/reset' | 'address/prove',
  body: object,
): Promise<string | null> {
  try {
    const answer = await fetch(`/api/v1/auth/${path}`, {
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
    return 'The server can’t be reached. Try again.';
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

function listen(): void {
  if (document.getElementById('forgot-form')) return;
  document.getElementById('password-note')?.remove();
  const forms = byId('password-forms');
  if (forms instanceof HTMLTemplateElement) byId('sign-in-form').after(forms.content.cloneNode(true));
  byId('forgot-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void once('forgot-submit', async () => {
      const refused = await send('password/forgot', { email: typedIn('forgot-email') });
      if (refused) return say(refused, 'bad');
      // The same words whether there is such an account or not.
      say('If there is an account with this address, a mail has been sent. Its token works once.', 'info');
      show('reset-form');
    });
  });
  byId('reset-form').addEventListener('submit', (event) => {
    event.preventDefault();
    void once('reset-submit', async () => {
      const password = (byId('reset-password') as HTMLInputElement).value;
      const refused = await send('password/reset', { token: typedIn('reset-token'), new_password: password });
      if (refused) return say(refused, 'bad');
      (byId('reset-form') as HTMLFormElement).reset();
      say('The password is set. Sign in with it.', 'good');
      show('sign-in-form');
    });
  });
  byId('forgot-have').addEventListener('click', () => show('reset-form'));
  for (const id of ['forgot-back', 'reset-back']) byId(id).addEventListener('click', () => show('sign-in-form'));
}

/** What stands behind the # of a mail's link: it reaches no server and no log, and leaves the address at once. */
function tokenOf(name: 'reset' | 'prove'): string | null {
  const token = new RegExp(`^#${name}=([\\w.-]{1,200})$`).exec(location.hash)?.[1] ?? null;
  if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

/**
 * The mail after a sign-up: its token and the password of the sign-up show that the address is the person's own. Whoever
 * reads the mail and does not know the password has not signed up.
 */
export function proveAddress(): void {
  listen();
  show('sign-in-form');
  const token = tokenOf('prove');
  if (!token) {
    say('This link is cut off. Use the whole one of the mail.', 'bad');
    return;
  }
  say(
    'Sign in with the password of your sign-up: that proves the address. If you did not sign up, close this page.',
    'info',
  );
  const form = byId('sign-in-form') as HTMLFormElement;
  const prove = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    void once('sign-in-submit', async () => {
      const refused = await send('address/prove', {
        token,
        password: (byId('sign-in-password') as HTMLInputElement).value,
      });
      if (refused) return say(`${refused} Or the password is not that of the sign-up.`, 'bad');
      form.removeEventListener('submit', prove, { capture: true });
      say('Thank you: the address is proved.', 'good');
    }).then(() => {
      if (byId('password-note').classList.contains('good')) form.requestSubmit();
    });
  };
  form.addEventListener('submit', prove, { capture: true });
}

/** The way back in for who forgot the password: a mail is asked for, its token sets a new one. */
export function openPasswordForms(open: 'forgot' | 'reset'): void {
  listen();
  byId('password-note').hidden = true;
  (byId('forgot-email') as HTMLInputElement).value = typedIn('sign-in-email');
  const token = tokenOf('reset');
  if (token) (byId('reset-token') as HTMLInputElement).value = token;
  show(open === 'forgot' ? 'forgot-form' : 'reset-form');
}
