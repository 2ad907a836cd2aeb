import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import { addressesOf, type MailboxRow, unseal } from '../../db/mailbox/sealed.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import type { MailboxPurpose } from '../../domain/mailbox/consent.ts';
import { MAILBOX_STATUSES, mailboxStatesBefore } from '../../domain/mailbox/states.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { operatorPowerChange } from '../identity/operatorPowerChange.ts';
import { asAccount, tokenColumns } from './accountColumns.ts';
import { beginConsent, denyConsent, ensureMailbox, prepareConsent } from './beginConsent.ts';
import { changeConnection } from './changeConnection.ts';
import { importAccount, standIn } from './connectAccount.ts';
import { type Consent, endConsent } from './endConsent.ts';
import { forgetGrant } from './forgetGrant.ts';
import { keepAliases, keepTokens } from './keepTokens.ts';
import { moveMailbox } from './moveMailbox.ts';
import { readingSucceeded } from './noteReading.ts';
import { rememberMails } from './rememberMails.ts';

const cipher = createFieldCipher({ current: 'k', keys: { k: Buffer.alloc(32, 5) } });
const TOKENS = { accessToken: 'ya29.a', accessExpiresAtMs: Date.now() + 60_000, refreshToken: '1//r', scopes: ['s'] };
const CONNECTED = { result: 'connected', tokens: TOKENS, address: 'a@x.example', another: false, mock: true } as const;

let database: TestDatabase;
let userId: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const [user] = await database.owner`select id from users where tenant_id = ${tenantId} order by email limit 1`;
  userId = String(user?.id);
});
afterAll(() => database.end());
beforeEach(async () => {
  await database.owner`delete from processes where kind = 'gmail-connection'`;
  await database.owner`delete from gmail_connections`;
});

const books = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
const ensured = (purpose: MailboxPurpose = 'evidence') =>
  books((tx) => ensureMailbox(tx, { tenantId, userId, purpose }, true));
const now = async (id: string): Promise<MailboxRow> => {
  const [row] = await books((tx) => tx.select().from(mailboxes).where(eq(mailboxes.id, id)));
  if (!row) throw new Error('no mailbox');
  return row;
};
const eventsOf = async (id: string): Promise<string[]> =>
  (await database.owner`select type from events where subject = ${`mailbox:${id}`} order by sequence`).map(
    (row) => row.type,
  );
/** A consent that is under way, with its code. */
async function begun(purpose: MailboxPurpose = 'evidence') {
  const whose = { tenantId, userId, purpose };
  await books((tx) => prepareConsent(tx, cipher, whose, { mock: true, verifier: 'v', mayReplace: false }));
  return books((tx) => beginConsent(tx, cipher, whose, 'code'));
}
const end = (box: MailboxRow, consent: Consent) => books((tx) => endConsent(tx, cipher, box, consent));

describe('states of a mailbox', () => {
  it('it goes where its table says, and nowhere else', async () => {
    const box = await ensured();
    for (const from of MAILBOX_STATUSES)
      for (const to of MAILBOX_STATUSES) {
        await database.owner`update gmail_connections set status = ${from} where id = ${box.id}`;
        const moved = await books((tx) => moveMailbox(tx, box, to, {}));
        const may = mailboxStatesBefore(to).includes(from);
        expect([moved?.status, (await now(box.id)).status], `${from} to ${to}`).toEqual(
          may ? [to, to] : [undefined, from],
        );
      }
  });

  it('one mailbox of a user for each purpose, however often it is asked for', async () => {
    const [first, again] = [await ensured(), await ensured()];
    expect([again.id, again.status, (await ensured('payment_inbox')).id === first.id]).toEqual([
      first.id,
      'pending',
      false,
    ]);
  });
});

describe('a consent', () => {
  it('is prepared and begun with its secrets encrypted, and one run for it', async () => {
    const { box, processId } = await begun();
    const row = await now(box.id);
    expect(row).toMatchObject({ consent: 'pending', status: 'pending', mayReplace: false });
    expect([
      unseal(cipher, row, 'auth_code', row.authCode),
      unseal(cipher, row, 'code_verifier', row.codeVerifier),
    ]).toEqual(['code', 'v']);
    expect(row.authCode).not.toContain('code');
    const [run] = await database.owner`select kind, subject, run from processes where id = ${processId}`;
    expect(run).toEqual({ kind: 'gmail-connection', subject: box.id, run: 1 });
  });

  it('that nobody prepared is none', async () => {
    const whose = { tenantId, userId, purpose: 'summaries' } as const;
    await expect(books((tx) => beginConsent(tx, cipher, whose, 'code'))).rejects.toMatchObject({
      code: 'INVALID_STATE_TOKEN',
    });
  });

  it('that ended well connects, once; the same again has no effect', async () => {
    const { box } = await begun();
    const before = await now(box.id);
    await end(before, CONNECTED);
    const row = await now(box.id);
    expect(row).toMatchObject({
      status: 'active',
      consent: 'connected',
      authCode: null,
      codeVerifier: null,
      mock: true,
    });
    expect(addressesOf(cipher, row)).toEqual(['a@x.example']);
    await end(before, { result: 'failed' });
    expect([(await now(box.id)).consent, await eventsOf(box.id)]).toEqual(['connected', ['gmail_oauth_granted']]);
  });

  it('that ended badly leaves what was connected, and says why', async () => {
    const { box } = await begun();
    await end(await now(box.id), CONNECTED);
    await begun();
    await end(await now(box.id), { result: 'scope_missing', scope: 'gmail.modify' });
    expect(await now(box.id)).toMatchObject({ status: 'active', consent: 'scope_missing', authCode: null });
    const [row] = await database.owner`select data from events where type = 'gmail_oauth_refused'`;
    expect(row?.data).toEqual({ result: 'scope_missing', scope: 'gmail.modify' });
  });

  it('of another account takes approval and cursor away; a payment inbox then waits for a second person', async () => {
    const { box } = await begun('payment_inbox');
    await end(await now(box.id), CONNECTED);
    const waiting = await database.owner`select state from power_changes where subject = ${`mailbox:${box.id}`}`;
    expect(waiting).toEqual([{ state: 'pending' }]);
    const row = await now(box.id);
    expect([row.approved, asAccount(cipher, row, 'a@x.example')]).toEqual([false, {}]);
    expect(asAccount(cipher, row, 'b@x.example')).toMatchObject({ approved: false, historyId: null, checkedAt: null });
  });

  it('that was denied is said, and its verifier is gone', async () => {
    const { box } = await begun();
    await books((tx) => denyConsent(tx, { tenantId, userId, purpose: 'evidence' }));
    expect(await now(box.id)).toMatchObject({ consent: 'denied', codeVerifier: null, status: 'pending' });
  });
});

describe('the grant of a mailbox', () => {
  it('is forgotten once; its run is numbered', async () => {
    const { box } = await begun();
    await end(await now(box.id), CONNECTED);
    const connected = await now(box.id);
    const forget = () => books((tx) => forgetGrant(tx, connected));
    await forget();
    await forget();
    expect(await now(box.id)).toMatchObject({ status: 'disconnected', refreshToken: null, accessToken: null });
    expect((await eventsOf(box.id)).filter((type) => type === 'gmail_oauth_revoked')).toHaveLength(1);
    await database.owner`update processes set status = 'closed', closed_at = now() where kind = 'gmail-connection'`;
    const processId = await books((tx) => changeConnection(tx, connected, 'disconnect', 'user:x'));
    const [run] = await database.owner`select run from processes where id = ${processId}`;
    expect(run).toEqual({ run: 2 });
  });

  it('what was renewed or read with a grant that was replaced or forgotten meanwhile is not kept', async () => {
    await end((await begun()).box, CONNECTED);
    const old = await now((await begun()).box.id);
    const tokens = { ...TOKENS, accessToken: 'ya29.new', refreshToken: '1//new' };
    await end(old, { ...CONNECTED, tokens, address: 'new@x.example', another: true });
    const renewed = { ...TOKENS, accessToken: 'ya29.old', refreshToken: null };
    await books((tx) => keepTokens(tx, cipher, old, renewed));
    await books((tx) => keepAliases(tx, cipher, old, '["old@x.example"]'));
    const box = await now(old.id);
    expect([unseal(cipher, box, 'access_token', box.accessToken), box.aliases]).toEqual(['ya29.new', null]);
    await books((tx) => forgetGrant(tx, box));
    await books((tx) => keepTokens(tx, cipher, box, tokens));
    expect(await now(box.id)).toMatchObject({ accessToken: null, refreshToken: null });
  });

  it('renewed tokens and aliases are kept encrypted; an answer without a refresh token leaves the old one', async () => {
    const box = await ensured();
    await books((tx) => keepTokens(tx, cipher, box, TOKENS));
    const kept = await now(box.id);
    const renewed = { ...TOKENS, accessToken: 'ya29.b', refreshToken: null, scopes: [] };
    expect(tokenColumns(cipher, box, renewed)).not.toHaveProperty('refreshToken');
    await books((tx) => keepTokens(tx, cipher, kept, renewed));
    const row = await now(box.id);
    expect([
      unseal(cipher, row, 'access_token', row.accessToken),
      unseal(cipher, row, 'refresh_token', row.refreshToken),
      row.scopes,
    ]).toEqual(['ya29.b', '1//r', ['s']]);
    const named = await books((tx) => keepAliases(tx, cipher, row, '["b@x.example"]'));
    expect(addressesOf(cipher, named)).toEqual(['', 'b@x.example']);
    expect((await now(box.id)).aliases).toBe(named.aliases);
  });

  it('a reader of the account that was replaced or disconnected meanwhile leaves nothing of it behind', async () => {
    const { box } = await begun();
    await end(await now(box.id), CONNECTED);
    const before = await now(box.id);
    const late = async () => {
      await books((tx) => keepTokens(tx, cipher, before, { ...TOKENS, accessToken: 'ya29.late' }));
      await books((tx) => keepAliases(tx, cipher, before, '["late@x.example"]'));
      await books((tx) => rememberMails(tx, before, [], { historyId: '99' }));
      await books((tx) => readingSucceeded(tx, before, new Date()));
    };
    await begun();
    await end(await now(box.id), { ...CONNECTED, address: 'b@x.example', another: true });
    const replaced = await now(box.id);
    await late();
    expect(await now(box.id)).toEqual(replaced);
    // Of the account that is there still, all of it is kept.
    await books((tx) => rememberMails(tx, replaced, [], { historyId: '7' }));
    await books((tx) => forgetGrant(tx, replaced));
    await books((tx) => keepTokens(tx, cipher, replaced, TOKENS));
    expect(await now(box.id)).toMatchObject({ historyId: '7', accessToken: null, refreshToken: null });
  });

  it('an account of the sandbox stands in without an event; one that an operator brings has its event', async () => {
    const box = await ensured();
    const stood = await books((tx) => standIn(tx, cipher, box, { tokens: TOKENS, address: 'fix@x.example' }));
    expect([stood.status, addressesOf(cipher, stood), await eventsOf(box.id)]).toEqual([
      'active',
      ['fix@x.example'],
      [],
    ]);
  });

  it('one that an operator brings is approved with their word only', async () => {
    const inbox = await ensured('payment_inbox');
    const account = { tokens: TOKENS, address: 'op@x.example', mock: false };
    const bring = (said: boolean) =>
      books(async (tx) => {
        const change = { tenantId, kind: 'mailbox' as const, subject: `mailbox:${inbox.id}`, summary: 'an operator' };
        if (said) await operatorPowerChange(tx, { ...change, after: { address: account.address } });
        await importAccount(tx, cipher, inbox, account);
      });
    await expect(bring(false)).rejects.toThrow();
    expect(await now(inbox.id)).toMatchObject({ status: 'pending', approved: false });
    await bring(true);
    expect(await now(inbox.id)).toMatchObject({ status: 'active', approved: true, mock: false });
    expect(await eventsOf(inbox.id)).toContain('gmail_oauth_granted');
  });
});
