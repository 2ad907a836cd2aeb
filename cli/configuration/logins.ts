import { type DatabaseLogins, loginName, loginUrl } from '../../db/roles.ts';
import type { Environment } from '../environmentSchema.ts';
import type { Installation } from '../slice.ts';

/** The two logins of a database, and its addresses with each. */
export function databaseAccess(env: Environment, { secrets }: Installation) {
  const logins = (ownerUrl: string): DatabaseLogins => {
    const { pathname, username } = new URL(ownerUrl);
    // PostgreSQL's own rule where no database is named.
    const database = pathname.slice(1) || username || 'postgres';
    return {
      app: {
        user: loginName(database, 'app'),
        password: env.DATABASE_APP_PASSWORD ?? secrets?.appPassword ?? '',
      },
      platform: {
        user: loginName(database, 'platform'),
        password: env.DATABASE_PLATFORM_PASSWORD ?? secrets?.platformPassword ?? '',
      },
    };
  };
  const databaseUrls = (ownerUrl: string) => ({
    app: loginUrl(ownerUrl, logins(ownerUrl).app),
    platform: loginUrl(ownerUrl, logins(ownerUrl).platform),
  });
  return { logins, databaseUrls };
}
