import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { ownTime } from '../../run/limits.ts';
import { call } from '../../system/http.ts';
import { eventually } from '../../system/world.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { PAYLOADS } from '../payloads.ts';

const desk = openDesk();
const origin = () => desk.world.run.api;
const json = { 'content-type': 'application/json' };

/** Signs in as the page does; the cookies of the answer. */
async function browserLogin(): Promise<{ cookie: string; header: string; body: Record<string, unknown> }> {
  const { email, password } = desk.login('reviewer');
  const answer = await call('POST', `${origin()}/api/v1/auth/login`, {
    body: { email, password, refresh_in: 'cookie' },
  });
  const header = [answer.headers['set-cookie'] ?? []].flat().find((line) => line.startsWith('cs_refresh=')) ?? '';
  return { cookie: header.split(';')[0] ?? '', header, body: answer.body };
}

describe('[PM-AUTH-04] the console over HTTP', () => {
  it('the page has a strict policy: own scripts only, no inline script, no frame; assets are kept for ever, the page is not', async () => {
    const page = await call('GET', desk.url);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(page.headers['x-frame-options']).toBeDefined();
    expect(page.headers['cache-control']).toBe('no-cache');
    expect(page.text).not.toMatch(/<script(?![^>]*src=)/);
    const [asset] = /assets\/[\w-]+\.js/.exec(page.text) ?? [];
    const script = await call('GET', `${desk.url}${asset}`);
    expect([script.status, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await call('GET', `${desk.url}assets/no-such-file.js`)).status).toBe(404);
    expect((await call('GET', `${desk.url}assets/..%2f..%2fpackage.json`)).status).toBeGreaterThanOrEqual(400);
  });

  it("the refresh token is in a cookie that no script reads, for this site's auth routes only, and not in the answer", async () => {
    const { header, body } = await browserLogin();
    expect(header).toMatch(/; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict/);
    expect(body.refresh_token).toBeUndefined();
    expect(body.access_token).toBeTypeOf('string');
  });

  it('[CSRF] another site can neither refresh nor decide: cookies open nothing but the refresh of their own site', async () => {
    const { cookie } = await browserLogin();
    const refresh = `${origin()}/api/v1/auth/refresh`;
    const body = { refresh_in: 'cookie' };
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await call('POST', refresh, { body, headers: { cookie, 'sec-fetch-site': site } })).status, site).toBe(
        403,
      );
    // What a form of another page could send without asking first.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(
        (await call('POST', refresh, { raw: JSON.stringify(body), headers: { cookie, 'content-type': type } })).status,
        type,
      ).toBe(415);
    for (const path of ['/api/v1/reviews', '/api/v1/me', '/api/v1/auth/me', '/api/v1/auth/sessions'])
      expect((await call('GET', `${origin()}${path}`, { headers: { cookie } })).status, path).toBe(401);
    const preflight = await call('OPTIONS', refresh, {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    // It still works for its own page, once; used twice it ends the session, as everywhere.
    const first = await call('POST', refresh, { body, headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect(first.status).toBe(200);
    expect((await call('POST', refresh, { body, headers: { cookie } })).status).toBe(401);
    const next = String([first.headers['set-cookie'] ?? []].flat()[0]).split(';')[0] ?? '';
    expect((await call('POST', refresh, { body, headers: { cookie: next } })).status).toBe(401);
  });

  it('a body says where the refresh token is, exactly once', async () => {
    const refresh = `${origin()}/api/v1/auth/refresh`;
    expect((await call('POST', refresh, { body: {}, headers: json })).status).toBe(422);
    expect((await call('POST', refresh, { body: { refresh_token: 'x', refresh_in: 'cookie' } })).status).toBe(422);
    expect((await call('POST', refresh, { body: { refresh_in: 'cookie' } })).status).toBe(401);
  });
});

describe.skipIf(missingBrowser !== null)('[S11] stored scripts and clickjacking in a real Chromium', () => {
  let caseIds: string[] = [];

  beforeAll(async () => {
    if (missingBrowser) return;
    const { world } = desk;
    // Every payload is the text of a case, the name of an account and of a user, a comment, a saved view, a policy's title.
    const prepared = [];
    // A policy's title is its first heading; what is found for a case is shown on its card.
    for (const [index, payload] of PAYLOADS.slice(0, 20).entries()) {
      const text = `# ${payload}\n\nI was billed twice for the same month and would like the second payment back.\n`;
      const answer = await world.admin.post('/admin/policies', {
        file_name: `payload-${index}.md`,
        content_base64: Buffer.from(text).toString('base64'),
      });
      expect(answer.status).toBe(202);
    }
    await eventually('the policies to be ingested', async () => {
      const [row] =
        await world.owner`select count(*)::int as ready from company_policies where title like '%alert(1)%'`;
      return Number(row?.ready) >= 10;
    });
    for (const [index, payload] of PAYLOADS.entries()) {
      if (index % 8 !== 0) continue;
      const text = PAYLOADS.slice(index, index + 8).join('\n') || payload;
      prepared.push(await world.prepare(`xss-${index}`, { text, story: text.slice(0, 200) }));
    }
    for (const each of prepared) await world.start(each);
    const tasks = await Promise.all(prepared.map((each) => world.task(each.caseId)));
    caseIds = tasks.map((task) => task.task_id);
    const [closed] = tasks;
    if (closed) await world.decide(closed, { decision: 'rejected', comments: PAYLOADS.join('\n').slice(0, 4000) });
    for (const payload of PAYLOADS) {
      // Some are refused as names, which is as good; those that are taken must stay text.
      await world.admin.post('/admin/users', {
        email: `x${Math.random().toString(36).slice(2)}@xss.example`,
        display_name: payload.slice(0, 100),
        roles: ['user'],
      });
      await world.reviewer.post('/saved-views', {
        page: 'reviews',
        name: payload.slice(0, 60),
        query: 'sort=-at_risk',
      });
      await world.admin.post('/admin/api-keys', { name: payload.slice(0, 100), scopes: ['review:read'] });
    }
    await world.owner`update users set display_name = ${PAYLOADS[0] ?? ''} where email = ${desk.login('reviewer', 1).email}`;
    await world.owner`update review_tasks set subject = ${PAYLOADS.slice(0, 4).join(' ')}, reason = ${PAYLOADS[5] ?? ''} where id = ${caseIds[1] ?? ''}`;
  });

  it(`${PAYLOADS.length} payloads in every text field: none runs, all are shown as text`, {
    timeout: ownTime(240_000),
  }, async () => {
    expect(PAYLOADS.length).toBeGreaterThanOrEqual(60);
    const context = await newContext(desk.browser);
    await context.addInitScript(
      'window.__ran = []; window.alert = (x) => window.__ran.push(String(x)); window.print = () => window.__ran.push("print");',
    );
    const ran: string[] = [];
    const calls: string[] = [];
    const look = async (login: { email: string; password: string }, places: string[]) => {
      await context.clearCookies();
      const page = await signedIn(context, desk.url, login, places[0]);
      page.on('dialog', (dialog) => {
        ran.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(origin())) calls.push(request.url());
      });
      for (const place of places) {
        await page.goto(`${desk.url}${place}`);
        await page.locator('h1:visible').first().waitFor();
        await page.waitForTimeout(400);
        ran.push(...(await page.evaluate<string[]>('window.__ran')));
        expect(
          await page.evaluate<number>(
            'document.querySelectorAll(\'#desk script, #desk iframe, #desk object, #desk embed, #desk form[action], #desk a[href^="javascript:"], #desk svg [onload]\').length',
          ),
          place,
        ).toBe(0);
      }
      return page;
    };
    // The detector itself: a script that does run is seen.
    const control = await context.newPage();
    await control.setContent('<img src="x:" onerror="alert(7)">');
    await eventually('the planted script', async () =>
      (await control.evaluate<string[]>('window.__ran')).includes('7'),
    );
    await control.close();
    const page = await look(desk.login('reviewer'), [
      'reviews',
      ...caseIds.map((id) => `reviews/${id}`),
      'reviews?state=rejected',
      'runs',
    ]);
    await look(desk.login('admin'), ['users', 'api-keys', 'events', 'settings']);
    // Addresses are read, never run.
    for (const hash of [
      '#<img src=x onerror=alert(1)>',
      '?search=<script>alert(1)</script>',
      '?sort=javascript:alert(1)',
    ])
      await look(desk.login('reviewer'), [`reviews${hash}`]);
    expect(ran).toEqual([]);
    expect(calls).toEqual([]);
    await page.close();
    const [shown] = await desk.world.owner`select count(*)::int as views from saved_views`;
    expect(Number(shown?.views)).toBeGreaterThan(10);
    await context.close();
  });

  it('no page may frame the console', async () => {
    const context = await newContext(desk.browser);
    const page = await context.newPage();
    // The second frame shows that frames do load here.
    await page.setContent(
      `<iframe name="console" src="${desk.url}" width="600" height="400"></iframe><iframe name="control" srcdoc="<p>shown</p>"></iframe>`,
    );
    await page.frame('control')?.getByText('shown').waitFor();
    await eventually(
      'the frame to be refused',
      async () => page.frame('console')?.url().startsWith('chrome-error:') === true,
    );
    expect(await page.frame('console')?.content()).not.toContain('sign-in');
    await context.close();
  });

  it('nothing secret of the browser is in the logs', () => {
    const log = readFileSync(`${inject('dataDirectory')}/logs/api.log`, 'utf8');
    expect(log).not.toMatch(/cs_refresh=|eyJhbGciOi/);
  });
});
