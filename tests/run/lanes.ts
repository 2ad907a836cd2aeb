/** Tests that run in one process after each other; what starts a system has one of its own. */
export interface Lane {
  name: string;
  projects: readonly ('unit' | 'replay' | 'database' | 'system' | 'fuzzer' | 'console')[];
  /** Parts of the paths of its files; none = all of its projects. */
  files: readonly string[];
  /** Patterns of files that another lane runs. */
  without: readonly string[];
}

/** They measure time, so nothing may run beside them. */
const TIMED = ['tests/system/identity/loginFlood.test.ts', 'tests/system/http/hardInput.test.ts'];
const TIMED_PAGES = ['tests/console/shell/speed.test.ts'];

const lane = (name: string, projects: Lane['projects'], files: readonly string[], without: readonly string[] = []) => ({
  name,
  projects,
  files,
  without,
});
const of = (project: string, ...areas: string[]) => areas.map((area) => `tests/${project}/${area}/`);

/** The longest first, so that none of them is left over at the end. A new area joins the lane with the least to do. */
export const SIDE_BY_SIDE: readonly Lane[] = [
  lane('system: bookings, mailboxes', ['system'], of('system', 'bookings', 'mailbox')),
  lane('system: disputes, reviews', ['system'], of('system', 'disputes', 'reviews')),
  lane('system: the rest', ['system'], of('system', 'identity', 'operations', 'http'), TIMED),
  lane('console', ['console'], [], TIMED_PAGES),
  lane('fuzzer', ['fuzzer'], []),
  lane('database', ['database'], []),
  lane('units and replay', ['unit', 'replay'], []),
];

export const ALONE: readonly Lane[] = [
  lane('system: what measures time', ['system'], TIMED),
  lane('console: what measures time', ['console'], TIMED_PAGES),
];
