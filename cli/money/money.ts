import { openSession, printAnswer } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';

export const stopMoney = async (
  configuration: Configuration,
  reason: string,
  options: { all?: boolean },
): Promise<void> =>
  printAnswer(
    await openSession(configuration, 'admin').post('/admin/money-stop', {
      reason,
      scope: options.all ? 'all' : 'tenant',
    }),
  );
export const resumeMoney = async (configuration: Configuration, options: { all?: boolean }): Promise<void> =>
  printAnswer(
    await openSession(configuration, 'admin').call(
      'DELETE',
      `/admin/money-stop?scope=${options.all ? 'all' : 'tenant'}`,
    ),
  );
export const moneyState = async (configuration: Configuration): Promise<void> =>
  printAnswer(await openSession(configuration, 'admin').get('/admin/money-stop'));
export const journal = async (configuration: Configuration, options: { format: string }): Promise<void> =>
  printAnswer(await openSession(configuration, 'admin').get(`/ledger/journal?format=${options.format}&limit=10000`));
