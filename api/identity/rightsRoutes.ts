import { z } from 'zod';
import { PERMISSIONS, permissionName } from '../../domain/identity/permissions.ts';
import { ROLE_WORDS, ROLES } from '../../domain/identity/roles.ts';
import { defineRoute, type Route } from '../http/route.ts';

const RIGHTS = {
  roles: ROLES.map((role) => ({ role, ...ROLE_WORDS[role] })),
  permissions: PERMISSIONS.map((permission) => ({ permission, name: permissionName(permission) })),
};

/** What roles and permissions are called: the same words for everybody. */
export const rightsRoutes = (): Route[] => [
  defineRoute({
    method: 'get',
    path: '/rights',
    area: 'identity',
    summary: 'Roles and permissions in words',
    access: 'token',
    responses: {
      200: {
        description: 'All of them',
        schema: z.object({
          roles: z.array(z.object({ role: z.enum(ROLES), name: z.string(), about: z.string() })),
          permissions: z.array(
            z.object({ permission: z.enum(PERMISSIONS), name: z.string().describe('Stands behind “may”') }),
          ),
        }),
      },
    },
    errors: [],
    handle: () => Promise.resolve({ status: 200, body: RIGHTS }),
  }),
];
