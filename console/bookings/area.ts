import type { ConsoleArea } from '../slice.ts';
import { fetched } from '../ui/LazyPage.tsx';
import { bookingForm } from './BookingChoice.tsx';
import { reviewKinds } from './reviewKinds.ts';

export const bookings = {
  pages: {
    'my-bookings': {
      page: fetched(async () => (await import('./MyBookingsPage.tsx')).MyBookingsPage),
      menu: { title: 'My bookings', group: 'Yours', order: 10, permission: null, role: 'user', start: 3 },
    },
    'my-messages': {
      page: fetched(async () => (await import('./MyMessagesPage.tsx')).MyMessagesPage),
      menu: { title: 'My messages', group: 'Yours', order: 30, permission: null, role: 'user' },
    },
    bookings: {
      page: fetched(async () => (await import('./BookingPages.tsx')).BookingsPage),
      menu: { title: 'Bookings', group: 'Work', order: 30, permission: 'bookings:read' },
    },
    'bookings/:bookingId': { page: fetched(async () => (await import('./BookingPages.tsx')).BookingPage) },
    'unmatched-payments': {
      page: fetched(async () => (await import('./UnmatchedPage.tsx')).UnmatchedPage),
      menu: { title: 'Unmatched payments', group: 'Work', order: 40, permission: 'bookings:verify' },
    },
  },
  subjectPages: {
    booking: { title: 'The booking', path: 'bookings/{subject}' },
    'unmatched-payment': { title: 'Unmatched payments', path: 'unmatched-payments' },
  },
  reviewKinds,
  changeForms: { link: bookingForm },
  live: {
    bookings: ['bookings', 'booking'],
    payments: ['payments', 'bookings', 'booking', 'mailboxes'],
  },
} as const satisfies ConsoleArea;
