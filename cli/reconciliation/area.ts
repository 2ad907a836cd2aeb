import type { z } from 'zod';
import { checkWhmcs, whmcsEndpoint } from '../../providers/whmcs/endpoint.ts';
import { flag } from '../environmentTypes.ts';
import type { CliArea, Installation, Read } from '../slice.ts';

const environment = {
  /** Whether WHMCS instances that are registered are those of the sandbox; unset means outside production. */
  MOCK_WHMCS: flag.optional(),
} satisfies Record<string, z.ZodType>;
type Env = Read<typeof environment>;

/** Address of the sandbox's WHMCS; null where instances are real ones. */
const sandboxUrl = (env: Env, { production }: Pick<Installation, 'production'>): string | null =>
  (env.MOCK_WHMCS ?? !production) && env.SANDBOX_URL ? `${env.SANDBOX_URL}/whmcs` : null;

export const reconciliation = {
  environment,
  api: (env: Env, common) => {
    const sandbox = sandboxUrl(env, common);
    return {
      whmcs: {
        isRehearsed: sandbox !== null,
        publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
        check: (baseUrl: string, credential: { identifier: string; secret: string; accessKey: string | null }) =>
          checkWhmcs(whmcsEndpoint({ baseUrl, mock: sandbox !== null }, credential, sandbox)),
      },
    };
  },
  worker: (env: Env, common) => ({ whmcsSandboxUrl: sandboxUrl(env, common) }),
} satisfies CliArea;
