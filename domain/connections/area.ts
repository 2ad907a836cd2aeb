import type { DomainArea } from '../slice.ts';

/** Outside accounts of every kind: how they are connected, renewed and ended. Each area has its own; this one lists them. */
export const connections = {
  errorCodes: {
    INVALID_STATE_TOKEN: {
      status: 400,
      kind: 'terminal',
      title: 'The consent flow is unknown, used or too old',
      next: 'Begin to connect it again',
    },
    CONNECTION_REQUIRES_REAUTH: {
      status: 409,
      kind: 'blocked',
      title: 'Access has ended; connect it again',
      next: 'Connect it again where you connected it',
    },
    CONNECTION_ENDED: {
      status: 409,
      kind: 'blocked',
      title: 'This account is not connected',
      next: 'Connect it first',
    },
  },
} as const satisfies DomainArea;
