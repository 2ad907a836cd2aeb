import type { BankingActivities } from '../../workflows/banking/contract.ts';
import type { ActivityArea } from '../slice.ts';
import { activeBanks, bankFailed, checkBank, endBankSync, warnConsentEnds } from './checkBank.ts';
import { connectBank } from './connectBank.ts';
import type { BankDeps, BankFailureDeps } from './deps.ts';
import { bankConsentFailed, disconnectBank } from './disconnectBank.ts';
import { mails } from './mails.ts';
import { readBank } from './readBank.ts';
import { startDueBankSyncs } from './startDueBankSyncs.ts';

export const banking = {
  activities(deps: BankDeps & BankFailureDeps) {
    const all = {
      connectBank: connectBank(deps),
      disconnectBank: disconnectBank(deps),
      bankConsentFailed: bankConsentFailed(deps),
      readBank: readBank(deps),
      endBankSync: endBankSync(deps),
      startDueBankSyncs: startDueBankSyncs(deps),
      activeBanks: activeBanks(deps),
      checkBank: checkBank(deps),
      bankFailed: bankFailed(deps),
      warnConsentEnds: warnConsentEnds(deps),
    } satisfies { [Name in keyof BankingActivities]: BankingActivities[Name] };
    return { core: all, integrations: all };
  },
  mails,
} satisfies ActivityArea;
