/** Sections of Today in their order, with what stands there while nothing does: what will appear, and how it comes. */
export const SECTIONS = {
  next: {
    title: 'What you can do now',
    empty: 'Nothing waits for you. What you must pay or answer appears here.',
  },
  own: {
    title: 'Under way',
    empty: 'Nothing of yours is under way. What you asked for appears here until it has ended.',
  },
  news: { title: 'From the office', empty: 'The office has not written to you yet.' },
  waiting: {
    title: 'Waits for you',
    empty: 'Nothing waits for your decision. A case that needs a person appears here by itself, the most urgent first.',
  },
  stuck: {
    title: 'Stuck',
    empty: 'Nothing is stuck. A run that a vendor keeps waiting, or a step that fails, appears here until it goes on.',
  },
  money: {
    title: 'Money today',
    empty: 'No money has moved since midnight. What comes in and what is paid out is added up here.',
  },
  alerts: {
    title: 'Alerts',
    empty: 'No alert fires. One appears here when a figure passes the limit that its rule has.',
  },
  health: {
    title: 'Connections',
    empty: 'Nothing is connected that could fail. What is connected appears here with its state.',
  },
} as const;

export type TodaySectionName = keyof typeof SECTIONS;
// Object.keys loses the literal type; the keys are exactly the table's.
export const SECTION_NAMES = Object.keys(SECTIONS) as [TodaySectionName, ...TodaySectionName[]];
