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
const BOOKINGS = of('system', 'bookings', 'mailbox');
const DISPUTES = of('system', 'disputes', 'reviews');
/** They start processes by the dozen and wait for them. */
const PROCESSES = ['tests/database/operations/boot.test.ts', 'tests/database/operations/compose.test.ts'];

/** The longest first, so that none of them is left over at the end. A new area is in "the rest" until that is the longest. */
export const SIDE_BY_SIDE: readonly Lane[] = [
  lane('console', ['console'], [], TIMED_PAGES),
  lane('system: the rest', ['system'], [], [...[...BOOKINGS, ...DISPUTES].map((folder) => `${folder}**`), ...TIMED]),
  lane('system: disputes, reviews', ['system'], DISPUTES),
  lane('system: bookings, mailboxes', ['system'], BOOKINGS),
  lane('fuzzer', ['fuzzer'], []),
  lane('database: processes', ['database'], PROCESSES),
  lane('database: the rest', ['database'], [], PROCESSES),
  lane('units and replay', ['unit', 'replay'], []),
];

export const ALONE: readonly Lane[] = [
  lane('system: what measures time', ['system'], TIMED),
  lane('console: what measures time', ['console'], TIMED_PAGES),
];
