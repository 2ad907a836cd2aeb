import type { Log } from '../../domain/operations/logLevels.ts';
import type { OperationsActivities } from '../../workflows/operations/contract.ts';

/** The begin of one cycle of a scheduled job: a line in the log. */
export const beginJob =
  ({ log }: { log: Log }): OperationsActivities['beginJob'] =>
  async ({ tenantId, job }) => {
    log('job started', { tenantId, job });
  };
