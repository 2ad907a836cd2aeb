import { chmodSync, lstatSync, mkdirSync, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** Everything this process makes is for its own user alone; what others must read is opened to them by name. */
export const keepPrivate = (): void => void process.umask(0o077);

/** The path itself, never what a link points to; null where nothing lies. */
export function lies(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}

const ownUid = () => process.getuid?.() ?? 0;

/** A folder of ours that nobody else can have written into: not a link, owned by `uid`, closed to writing by others. */
export function isTrusted(path: string, uid = ownUid()): boolean {
  const stats = lies(path);
  if (!stats) return false;
  return stats.isDirectory() && stats.uid === uid && (stats.mode & 0o022) === 0;
}

/** What this project puts into a data folder. Whatever else lies there is somebody's own and is left as it is. */
const OURS =
  /^(logs|sandbox|anchors|postgres-(password|data-path)|temporal\.sqlite.*|(run|pids|environment|development-secrets)\.json.*)$/;

/** Makes the data folder, closed to everybody else, and closes what an older version left open in it. */
export function privateDirectory(path: string, mode = 0o700): void {
  mkdirSync(path, { recursive: true, mode });
  if (lies(path)?.uid !== ownUid()) return;
  chmodSync(path, mode);
  for (const name of readdirSync(path)) if (OURS.test(name)) close(join(path, name));
}

function close(path: string): void {
  const stats = lies(path);
  if (!stats || stats.uid !== ownUid()) return;
  if (stats.isDirectory()) {
    chmodSync(path, 0o700);
    for (const name of readdirSync(path)) close(join(path, name));
  } else if (stats.isFile()) chmodSync(path, 0o600);
}
