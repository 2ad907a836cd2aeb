import { eq } from 'drizzle-orm';
import { prepareBank, refuseBank, takeBankCode } from '../../books/banking/beginBank.ts';
import { type BankConnectionRow, bankIn } from '../../db/banking/connections.ts';
import { bankConnections } from '../../db/banking/schema.ts';
import { type Database, isUuid } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { BankProvider } from '../../domain/banking/line.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { permissionsOf } from '../../domain/identity/permissions.ts';
import type { ConnectionJson } from '../connections/connectionJson.ts';
import { missingPermission } from '../http/refusals.ts';
import type { Reply, RequestContext } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { createOAuthStates } from '../identity/oauthState.ts';
import { isBrowser, leadTo, otherName } from '../mailbox/consentPage.ts';
import { bankJson, PROVIDER_PATHS } from './bankConnections.ts';
import type { BankGateway } from './gateway.ts';

export interface BankRouteDeps {
  db: Database;
  cipher: FieldCipher;
  sessionSecret: string;
  startProcess(tenantId: string, processId: string): Promise<string | null>;
  banks: BankGateway;
}

const CONNECT_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;
const DESK_PAGE = '/console/connections';

/** Where a provider leads people back to. */
export const callbackOf = ({ banks }: BankRouteDeps, provider: BankProvider): string =>
  `${banks.publicUrl}/api/v1/integrations/${PROVIDER_PATHS[provider]}/callback`;

const statesOf = (deps: BankRouteDeps, provider: BankProvider) =>
  createOAuthStates(deps.db, deps.sessionSecret, callbackOf(deps, provider));

/** A state is of one connection, beside tenant, person, session and browser. */
const flowName = (provider: BankProvider, connectionId: string) => `bank:${provider}:${connectionId}`;

/** The bank of a request, of this tenant and provider. Throws NOT_FOUND. */
export async function bankOf(
  deps: Pick<BankRouteDeps, 'db'>,
  { tenantId }: Pick<Principal, 'tenantId'>,
  provider: BankProvider,
  connectionId: string,
): Promise<BankConnectionRow> {
  if (!isUuid(connectionId)) throw new CodedError('NOT_FOUND');
  const bank = await deps.db.withTenant(tenantId, (tx) => bankIn(tx, connectionId));
  if (bank.provider !== provider) throw new CodedError('NOT_FOUND');
  return bank;
}

/** Asks for a consent: the state is kept first, then the provider is asked with it, then what it began is kept. */
export async function askForConsent<Answer extends { begun: string | null }>(
  deps: BankRouteDeps,
  principal: Principal,
  bank: {
    id: string;
    provider: BankProvider;
    mock: boolean;
    institutionId: string | null;
    institutionName: string | null;
    historyDays: number | null;
  },
  ask: (state: string) => Promise<Answer>,
): Promise<{ answer: Answer; setCookie: string }> {
  const { tenantId, userId, sessionId } = principal;
  if (!sessionId) throw new CodedError('FORBIDDEN', 'Only a signed-in person may do this, no API key');
  const { state, setCookie } = await deps.db.withTenant(tenantId, (tx) =>
    statesOf(deps, bank.provider).issue(tx, {
      tenantId,
      userId,
      sessionId,
      provider: flowName(bank.provider, bank.id),
    }),
  );
  const answer = await ask(`${bank.id}~${state}`);
  await deps.db.withTenant(tenantId, (tx) =>
    prepareBank(tx, deps.cipher, { ...bank, tenantId, userId, begun: answer.begun }),
  );
  return { answer, setCookie };
}

/** The bank once its consent has ended, or as it stands when that takes long. */
async function untilConsented(deps: BankRouteDeps, tenantId: string, connectionId: string) {
  const deadline = Date.now() + CONNECT_WAIT_MS;
  for (;;) {
    const [bank] = await deps.db.withTenant(tenantId, (tx) =>
      tx.select().from(bankConnections).where(eq(bankConnections.id, connectionId)),
    );
    if (!bank) throw new CodedError('NOT_FOUND');
    if (bank.consent !== 'pending' || Date.now() > deadline) return bank;
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}

/** Hands a code to the run that speaks with the provider, and waits a little for its end. */
export async function finishConsent(
  deps: BankRouteDeps,
  tenantId: string,
  consent: { connectionId: string; code: string | null },
  actor: string,
): Promise<{ status: 200 | 202 | 409; bank: BankConnectionRow; body: ConnectionJson }> {
  const { processId } = await deps.db.withTenant(tenantId, (tx) => takeBankCode(tx, deps.cipher, consent, actor));
  await deps.startProcess(tenantId, processId);
  const bank = await untilConsented(deps, tenantId, consent.connectionId);
  const status = bank.consent === 'connected' ? 200 : bank.consent === 'pending' ? 202 : 409;
  return { status, bank, body: bankJson(bank, []) };
}

const backToDesk = (result: string, cookies: string[] = []): Reply =>
  leadTo(`${DESK_PAGE}?${new URLSearchParams({ consent: result })}`, cookies);

interface CallbackQuery {
  state: string;
  code?: string | undefined;
  error?: string | undefined;
  again?: string | undefined;
}

/** Brings a callback to its end. The answer for a client; a browser is led back to the desk. */
export async function consentCallback(
  deps: BankRouteDeps,
  provider: BankProvider,
  context: RequestContext,
  query: CallbackQuery,
): Promise<Reply> {
  const browser = isBrowser(context);
  try {
    const [connectionId = '', state = ''] = query.state.split(/~(.*)/);
    const states = statesOf(deps, provider);
    if (browser && !states.isFromBrowser(state, context.cookie)) {
      const other = otherName(context, callbackOf(deps, provider), { ...query });
      if (other) return leadTo(other);
    }
    const { flow, clearCookie } = await states.consume(state, flowName(provider, connectionId), context.cookie);
    // What they may do now counts, not what they might when they asked.
    if (!permissionsOf(flow.roles).includes('integrations:manage'))
      throw missingPermission('integrations:manage', { kind: 'user' });
    const bank = await bankOf(deps, flow, provider, connectionId);
    const actor = `user:${flow.userId}`;
    if (query.error) {
      await deps.db.withTenant(flow.tenantId, (tx) => refuseBank(tx, bank, 'denied', actor));
      if (browser) return backToDesk('denied', [clearCookie]);
      throw new CodedError('FORBIDDEN', 'The bank says that access was denied');
    }
    const done = await finishConsent(deps, flow.tenantId, { connectionId, code: query.code ?? null }, actor);
    if (browser) return backToDesk(done.bank.consent ?? 'pending', [clearCookie]);
    return { status: done.status, body: done.body, headers: { 'set-cookie': clearCookie } };
  } catch (error) {
    if (!browser || !(error instanceof CodedError)) throw error;
    return backToDesk(error.code === 'FORBIDDEN' ? 'denied' : 'invalid');
  }
}
