import { type Environment, environmentSchema } from '../environmentSchema.ts';
import { halfPairs, productionProblems } from '../productionProblems.ts';
import { profileOf } from '../profile.ts';
import { type TemporalTarget, temporalTarget } from '../temporalProfile.ts';

interface ReadEnvironment {
  env: Environment;
  temporal: TemporalTarget;
  production: boolean;
  /** Whether only people at this machine get to the API. */
  onLoopback: boolean;
}

/** The environment checked, or every problem found in it. A blank variable is one that is not set. */
export function readEnvironment(source: NodeJS.ProcessEnv): ReadEnvironment | { problems: string[] } {
  const present = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environmentSchema.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const { production, because, onLoopback } = profileOf(present);
  const { target, problems: temporalProblems } = temporalTarget(present, production);
  problems.push(...temporalProblems, ...halfPairs(present));
  const { address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE } = target;
  if (production)
    // Unparsed values are only looked at for presence and shape, so that one pass names every problem.
    problems.push(
      ...productionProblems({
        ...(parsed.success ? parsed.data : ({ ...present } as unknown as Environment)),
        TEMPORAL_ADDRESS,
      }),
    );
  if (because && problems.length > 0)
    problems.push(
      `this is production, because ${because} and APP_ENV is not set; for a rehearsal say APP_ENV=development`,
    );
  if (!parsed.success || problems.length > 0) return { problems: [...new Set(problems)] };
  return { env: { ...parsed.data, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE }, temporal: target, production, onLoopback };
}
