import { CodedError } from '../../domain/errors/codes.ts';
import { permissionsOf } from '../../domain/identity/permissions.ts';
import { stale } from '../identity/stale.ts';
import type { PowerKind } from '../slice.ts';
import { endMoneyStops, reachOfStop } from './endMoneyStops.ts';

/** Whoever stopped the money of all tenants may, and lets it move again; a tenant's own money is its admins'. */
export const powerKinds = {
  money_stop: {
    mayAsk: (change, asker) => reachOfStop(change) !== 'all' || asker.may('money:stop-all'),
    assertMayApprove(change, by) {
      if (reachOfStop(change) === 'all' && !permissionsOf(by.roles ?? []).includes('money:stop-all'))
        throw new CodedError('FORBIDDEN', 'Only a super user lets the money of all tenants move again');
    },
    async apply(tx, change, by) {
      if (!(await endMoneyStops(tx, change, by))) throw stale();
    },
  },
} satisfies Record<string, PowerKind>;
