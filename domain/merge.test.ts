import { describe, expect, it } from 'vitest';
import * as AREAS from './areas.ts';
import { ERROR_CODES } from './errors/codes.ts';
import { mergeLists, mergeNamed, type NeedsOf, slicesOf } from './merge.ts';
import type { DomainArea } from './slice.ts';

const ships = { errorCodes: { SHIP_SUNK: { status: 409, kind: 'terminal', title: 'It sank' } }, events: ['ship_left'] };
const ports = { events: ['port_closed', 'ship_left'] } as const;
const sunk = { errorCodes: { SHIP_SUNK: { status: 404, kind: 'terminal', title: 'No such ship' } } } as const;

describe('what areas declare, put together', () => {
  it('a name of a table that two areas declare does not compile, and is refused at start', () => {
    const once = mergeNamed({ ships: ships as typeof sunk, ports }, 'errorCodes');
    expect(once.SHIP_SUNK.kind).toBe('terminal');
    // @ts-expect-error SHIP_SUNK is declared twice
    expect(() => mergeNamed({ ships: ships as typeof sunk, sunk }, 'errorCodes')).toThrow(
      'two areas declare SHIP_SUNK',
    );
    const toy = { permissions: { 'ledger:read': { roles: [] } } } as const;
    // @ts-expect-error an area declares what another has already
    expect(() => mergeNamed({ ...AREAS, toy }, 'permissions')).toThrow('two areas declare ledger:read');
  });

  it('a name of a list that two areas declare does not compile, and is refused at start', () => {
    const own = { events: ['port_opened'] } as const;
    expect(mergeLists({ own, ports }, 'events')).toEqual(['port_opened', 'port_closed', 'ship_left']);
    // @ts-expect-error ship_left is listed twice
    expect(() => mergeLists({ ports, again: { events: ['ship_left'] } as const }, 'events')).toThrow('ship_left');
  });

  it('a name that no area declares does not compile', () => {
    const names = mergeNamed(AREAS, 'permissions');
    // @ts-expect-error there is no such permission
    expect(names['ships:sink']).toBeUndefined();
    // @ts-expect-error a slice that is misspelt is no slice
    const misspelt = { evnets: ['ship_left'] } as const satisfies DomainArea;
    expect(slicesOf({ misspelt }, 'events')).toEqual([]);
  });

  it('every entry keeps the type its area gives it', () => {
    const status: 404 = ERROR_CODES.BOOKING_NOT_FOUND.status;
    expect(status).toBe(404);
  });

  it('whoever composes areas must bring what each of them needs', () => {
    const areas = {
      ships: { routes: (needs: { harbour: string }) => [needs.harbour] },
      ports: { routes: (needs: { pilot: number }) => [String(needs.pilot)] },
    };
    const needs: NeedsOf<typeof areas, 'routes'> = { harbour: 'Bari', pilot: 7 };
    expect(slicesOf(areas, 'routes').flatMap((routes) => (routes as (all: typeof needs) => string[])(needs))).toEqual([
      'Bari',
      '7',
    ]);
    // @ts-expect-error the pilot is missing
    const missing: NeedsOf<typeof areas, 'routes'> = { harbour: 'Bari' };
    expect(missing).not.toHaveProperty('pilot');
  });
});
