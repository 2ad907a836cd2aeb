import { Problem } from './api/problem.ts';
import type { paths } from './api/schema.js';
import { mayBeSignedIn, onSession, sessionState, signIn, startSession } from './session/session.ts';
import { signInRefusal } from './session/signInWords.ts';
import { roleNames } from './shell/roleNames.ts';

/**
 * What a visitor sees first: the login form of index.html, and nothing else to load. The desk itself (React and all) is fetched
 * behind it, or at once where somebody is signed in already.
 */
const LOOK_FIRST_MS = 400;
const loadDesk = () => import('./Desk.tsx');

function part<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`);
  return found;
}
const desk = part('desk', HTMLDivElement);
const form = part('sign-in-form', HTMLFormElement);
const email = part('sign-in-email', HTMLInputElement);
const secretField = part('sign-in-password', HTMLInputElement);
const code = part('sign-in-code', HTMLInputElement);
const codeField = part('sign-in-code-field', HTMLLabelElement);
const submit = part('sign-in-submit', HTMLButtonElement);
const refusal = part('sign-in-refusal', HTMLParagraphElement);

async function enter(who: string, secret: string, second: string): Promise<void> {
  submit.disabled = true;
  refusal.hidden = true;
  try {
    await signIn(who, secret, second);
    form.reset();
  } catch (error) {
    const asksForCode = error instanceof Problem && error.code === 'SECOND_FACTOR_REQUIRED';
    codeField.hidden = codeField.hidden && !asksForCode;
    if (asksForCode) code.focus();
    refusal.hidden = asksForCode;
    refusal.textContent = signInRefusal(error);
  } finally {
    submit.disabled = false;
  }
}
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void enter(email.value.trim(), secretField.value, code.value.trim());
});

type DemoLogins = paths['/demo/logins']['get']['responses'][200]['content']['application/json'];

/** Accounts of the rehearsal, where this is one: a newcomer signs in with one click. Not there in production. */
async function showDemoLogins(): Promise<void> {
  const answer = await fetch('/api/v1/demo/logins');
  if (!answer.ok) return;
  const { logins } = (await answer.json()) as DemoLogins;
  const buttons = logins.map((login) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    const who = document.createElement('strong');
    who.textContent = roleNames([login.role]);
    const address = document.createElement('span');
    address.textContent = login.email;
    button.replaceChildren(who, address);
    button.addEventListener('click', () => void enter(login.email, login.password, ''));
    return button;
  });
  part('demo-login-buttons', HTMLDivElement).replaceChildren(...buttons);
  part('demo-logins', HTMLElement).hidden = logins.length === 0;
}

let leaveDesk: (() => void) | null = null;
async function show(): Promise<void> {
  const { status } = sessionState();
  document.documentElement.dataset.session = status;
  if (status === 'signedOut') {
    leaveDesk?.();
    leaveDesk = null;
    document.title = 'Sign in · Countersign';
    // With the first frame: at once, the browser would lay the page out twice.
    requestAnimationFrame(() => email.focus());
    setTimeout(() => void loadDesk().catch(() => undefined), LOOK_FIRST_MS);
    await showDemoLogins().catch(() => undefined);
  } else if (status === 'signedIn' && !leaveDesk) {
    leaveDesk = () => undefined;
    try {
      const { openDesk } = await loadDesk();
      notLoaded.hidden = true;
      leaveDesk = openDesk(desk);
    } catch {
      leaveDesk = null;
      notLoaded.hidden = false;
    }
  }
}
onSession(() => void show());
const notLoaded = part('desk-not-loaded', HTMLElement);
// Loading anew asks for the code of today's version.
part('desk-again', HTMLButtonElement).addEventListener('click', () => location.reload());
addEventListener('online', () => {
  if (!notLoaded.hidden) location.reload();
});
// Fetched when somebody needs it: the first page stays small.
const openPassword = (open: 'forgot' | 'reset') =>
  void import('./session/forgotPassword.ts').then(({ openPasswordForms }) => openPasswordForms(open));
part('forgot-open', HTMLButtonElement).addEventListener('click', () => openPassword('forgot'));
if (location.hash.startsWith('#reset')) openPassword('reset');
if (location.hash.startsWith('#prove'))
  void import('./session/forgotPassword.ts').then(({ proveAddress }) => proveAddress());
// The question goes out before the desk's many files, which would stand before it.
void startSession();
if (mayBeSignedIn()) void loadDesk().catch(() => undefined);
