import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const find = () => [process.env.CHROMIUM_PATH ?? '', ...KNOWN].find((path) => path !== '' && existsSync(path)) ?? null;

/** A Chromium of this machine; on Debian as root it is installed when there is none. Returns its path, or why not. */
export function prepareChromium(say: (line: string) => void): { path: string } | { missing: string } {
  const found = find();
  if (found) return { path: found };
  const apt = (args: string[]) =>
    spawnSync('apt-get', args, {
      encoding: 'utf8',
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  if (process.getuid?.() !== 0 || apt(['--version']).status !== 0)
    return { missing: 'there is no Chromium here (set CHROMIUM_PATH) and apt-get as root is not there to install it' };
  say('installing Chromium from Debian (once)');
  const install = () => apt(['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  if (install().status !== 0) {
    apt(['update']);
    install();
  }
  const installed = find();
  return installed ? { path: installed } : { missing: 'apt-get could not install chromium' };
}
