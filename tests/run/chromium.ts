import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** The same Chromium without windows: half the processor time for the same page. Debian has it as a package of its own. */
const WITHOUT_WINDOWS = '/usr/bin/chromium-headless-shell';
/** Set once a run has looked for both, so that its other processes do not try to install again. */
export const PREPARED = 'CHROMIUM_PREPARED';

const asked = () => process.env.CHROMIUM_PATH ?? '';
const find = () => [asked(), ...KNOWN].find((path) => path !== '' && existsSync(path)) ?? null;

/** The Chromium that pages are opened in; `whole` = with its windows, as people have it: for what measures time. */
export function chromiumPath({ whole = false } = {}): string | null {
  const lean = !whole && asked() === '' && existsSync(WITHOUT_WINDOWS);
  return lean ? WITHOUT_WINDOWS : find();
}

/** Installs from Debian; a machine without network knows soon that it can't. */
function install(packages: readonly string[]): boolean {
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::Retries=0', ...args], {
      encoding: 'utf8',
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const add = () => apt('install', '--yes', '--no-install-recommends', '--no-remove', ...packages);
  return add() || (apt('update') && add());
}

/** A Chromium of this machine; on Debian as root what is missing is installed. Returns its path, or why there is none. */
export function prepareChromium(say: (line: string) => void): { path: string } | { missing: string } {
  const mayInstall =
    !process.env[PREPARED] &&
    process.getuid?.() === 0 &&
    spawnSync('apt-get', ['--version'], { encoding: 'utf8' }).status === 0;
  if (mayInstall && !find()) {
    say('installing Chromium from Debian (once)');
    install(['chromium', 'fonts-dejavu-core']);
  }
  if (mayInstall && find() === KNOWN[0] && asked() === '' && !existsSync(WITHOUT_WINDOWS)) {
    say('installing Chromium without windows from Debian (once)');
    if (!install(['chromium-headless-shell']))
      say('it could not be installed; pages open in the usual Chromium, which is slower');
  }
  const path = chromiumPath();
  return path
    ? { path }
    : {
        missing:
          'there is no Chromium here (set CHROMIUM_PATH), and apt-get as root is not there or could not install it',
      };
}
