import {
  type ClientConfigProfile,
  type ClientConnectConfig,
  loadClientConfigProfile,
  toClientOptions,
} from '@temporalio/envconfig';
import { isLoopback } from './profile.ts';

type ConnectionOptions = ClientConnectConfig['connectionOptions'];

/** How this installation gets to its Temporal server, as TEMPORAL_* variables and profiles say it everywhere. */
export interface TemporalTarget {
  /** Undefined = none is named: the embedded dev server. */
  address: string | undefined;
  namespace: string;
  connection: Pick<ConnectionOptions, 'apiKey' | 'tls' | 'metadata'>;
}

function problemsOf(profile: ClientConfigProfile, production: boolean): string[] {
  const problems: string[] = [];
  const { tls, apiKey, address } = profile;
  // The SDK leaves half a pair out without a word, and then speaks without a certificate.
  if (Boolean(tls?.clientCert) !== Boolean(tls?.clientKey))
    problems.push('TEMPORAL_TLS_CLIENT_CERT and TEMPORAL_TLS_CLIENT_KEY belong together: one of them is missing');
  const host = address?.replace(/:\d+$/, '') ?? '';
  if (apiKey && tls?.disabled && (production || !isLoopback(host)))
    problems.push('TEMPORAL_TLS is off: TEMPORAL_API_KEY would travel in clear text');
  return problems;
}

/**
 * Reads address, namespace, API key and TLS from TEMPORAL_* and, where TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE asks for
 * it, from a profile file. A file that merely lies in the user's folder is not looked at: it is of other work.
 */
export function temporalTarget(
  source: Record<string, string | undefined>,
  production: boolean,
): { target: TemporalTarget; problems: string[] } {
  const none: TemporalTarget = { address: undefined, namespace: 'default', connection: {} };
  const given = Object.fromEntries(
    Object.entries(source).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  try {
    const profile = loadClientConfigProfile({
      overrideEnvVars: given,
      disableFile: !given.TEMPORAL_PROFILE && !given.TEMPORAL_CONFIG_FILE,
      configFileStrict: true,
    });
    const problems = problemsOf(profile, production);
    if (problems.length > 0) return { target: none, problems };
    const { apiKey, tls, metadata } = toClientOptions(profile).connectionOptions;
    return {
      target: {
        address: profile.address,
        namespace: profile.namespace ?? 'default',
        connection: {
          ...(apiKey === undefined ? {} : { apiKey }),
          ...(tls === undefined ? {} : { tls }),
          ...(metadata === undefined ? {} : { metadata }),
        },
      },
      problems: [],
    };
  } catch (error) {
    return { target: none, problems: [`TEMPORAL_*: ${error instanceof Error ? error.message : 'unreadable'}`] };
  }
}
