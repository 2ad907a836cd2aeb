/**
 * Life of every outside account: a mailbox, a bank, a gateway. `pending`: nobody has consented yet; `requires_reauth`: the
 * vendor has ended the access, and a person must consent again.
 */
export const CONNECTION_STATUSES = ['pending', 'active', 'requires_reauth', 'disconnected'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

const MOVES: Record<ConnectionStatus, readonly ConnectionStatus[]> = {
  pending: ['active', 'disconnected'],
  // Connected once more: with another consent, or another account.
  active: ['active', 'requires_reauth', 'disconnected'],
  requires_reauth: ['active', 'disconnected'],
  disconnected: ['active'],
};

/** The states from which an outside account may come to this one. */
export const connectionStatesBefore = (to: ConnectionStatus): ConnectionStatus[] =>
  CONNECTION_STATUSES.filter((from) => MOVES[from].includes(to));
