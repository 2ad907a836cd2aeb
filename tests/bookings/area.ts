import type { TestArea } from '../slice.ts';

export const bookings = {
  access: {
    'GET /health/payment-system': 'public',
    'POST /bookings': 'people',
    'GET /bookings': 'people',
    'GET /bookings/{booking_id}': 'people',
    'POST /bookings/{booking_id}/payments': 'people',
    'POST /bookings/{booking_id}/cancel': 'people',
    'GET /messages': 'people',
    'POST /messages': 'people',
    'GET /properties': 'people',
    'POST /admin/properties': ['admin'],
    'GET /admin/pending-verifications': ['admin'],
    'GET /admin/booking/{booking_id}/details': ['admin'],
    'POST /admin/booking/{booking_id}/confirm': ['admin'],
    'POST /admin/booking/{booking_id}/reject': ['admin'],
    'GET /admin/unmatched-payments': ['admin'],
    'POST /admin/payment/{payment_id}/link-booking': ['admin'],
  },
  places: [
    { name: 'my-bookings', role: 'user', path: 'my-bookings' },
    { name: 'my-messages', role: 'user', path: 'my-messages' },
    { name: 'bookings', role: 'admin', path: 'bookings' },
    { name: 'unmatched-payments', role: 'admin', path: 'unmatched-payments' },
  ],
} as const satisfies TestArea;
