import type { ApiArea, Needs } from '../slice.ts';
import { apiKeyRoutes } from './apiKeyRoutes.ts';
import { configRoutes } from './configRoutes.ts';
import { passwordRoutes } from './passwordRoutes.ts';
import { powerRoutes } from './powerRoutes.ts';
import { profileRoutes } from './profileRoutes.ts';
import { rightsRoutes } from './rightsRoutes.ts';
import { secondFactorRoutes } from './secondFactorRoutes.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { signInRoutes } from './signInRoutes.ts';
import { signUpRoutes } from './signUpRoutes.ts';
import { tenantAdminRoutes } from './tenantRoutes.ts';
import { menuCounts, today } from './today.ts';
import { userAdminRoutes } from './userRoutes.ts';

/** Accounts, sessions, people, tenants, keys and settings. */
export const identity = {
  routes: (
    deps: Needs<typeof passwordRoutes> &
      Needs<typeof profileRoutes> &
      Needs<typeof sessionRoutes> &
      Needs<typeof signInRoutes> &
      Needs<typeof signUpRoutes> &
      Needs<typeof userAdminRoutes> &
      Needs<typeof tenantAdminRoutes> &
      Needs<typeof configRoutes> &
      Needs<typeof powerRoutes>,
  ) => [
    ...signUpRoutes(deps),
    ...signInRoutes(deps),
    ...sessionRoutes(deps),
    ...passwordRoutes(deps),
    ...secondFactorRoutes(deps),
    ...profileRoutes(deps),
    ...userAdminRoutes(deps),
    ...tenantAdminRoutes(deps),
    ...apiKeyRoutes(deps),
    ...configRoutes(deps),
    ...powerRoutes(deps),
    ...rightsRoutes(),
  ],
  menuCounts,
  today,
} satisfies ApiArea;
