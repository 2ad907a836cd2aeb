import { randomUUID } from 'node:crypto';
import express from 'express';
import helmet from 'helmet';
import { createLocalJWKSet, jwtVerify } from 'jose';
import pino from 'pino';
import postgres from 'postgres';

/**
 * The baseline: Express with the same middleware (headers, request id, log line, token check) and one prepared query as
 * the owner, without our routing, tenancy and permissions. node bench/plainApi.ts <port> <database url> <jwks json>
 */
const [port = '0', databaseUrl = '', jwks = '{}'] = process.argv.slice(2);
const keys = createLocalJWKSet(JSON.parse(jwks));
const sql = postgres(databaseUrl, { max: 20, onnotice: () => undefined });
const logger = pino({ level: 'warn' });
const app = express().disable('x-powered-by').disable('etag');
app.use(helmet());
app.use((request, response, next) => {
  const startedAt = performance.now();
  response.set('x-request-id', randomUUID());
  response.on('finish', () =>
    logger.info(
      {
        method: request.method,
        route: request.route?.path,
        status: response.statusCode,
        durationMs: performance.now() - startedAt,
      },
      'request',
    ),
  );
  next();
});
app.use(async (request, response, next) => {
  const [, token = ''] = (request.get('authorization') ?? '').split(' ');
  const { payload } = await jwtVerify(token, keys, {
    algorithms: ['RS256'],
    audience: 'api',
    issuer: 'countersign',
    typ: 'at+jwt',
  });
  response.locals.payload = payload;
  next();
});
app.get('/me', async (_request, response) => {
  const [user] =
    await sql`select id, tenant_id, email, display_name, roles, state, date_of_birth, onboarded_at, notify_on_review, second_factor_confirmed_at, version, created_at from users where id = ${response.locals.payload.sub}`;
  response.json(user);
});
app.get('/reviews', async (_request, response) => {
  const rows = await sql`
    select t.id, t.kind, t.state, t.subject, t.reason, p.run_id, t.process_id, p.workflow_id, s.shown_hash, t.at_risk_minor, t.currency, t.worth_minor, t.hold_ends_at, t.confidence, t.priority, t.owner_id, u.display_name, t.created_at, t.expires_at, t.escalated_at
    from review_tasks t join review_snapshots s on s.id = t.snapshot_id join processes p on p.id = t.process_id left join users u on u.id = t.owner_id
    where t.tenant_id = ${response.locals.payload.tenant_id} and t.state = 'pending' order by t.created_at, t.id limit 51`;
  response.json({
    reviews: rows.map((row) => ({
      task_id: row.id,
      kind: row.kind,
      state: row.state,
      subject: row.subject,
      reason: row.reason,
      run_id: row.run_id,
      process_id: row.process_id,
      workflow_id: row.workflow_id,
      shown_hash: row.shown_hash,
      at_risk_minor: Number(row.at_risk_minor),
      currency: row.currency,
      confidence: row.confidence,
      priority: row.priority,
      owner_id: row.owner_id,
      owner_name: row.display_name,
      waiting_since: row.created_at,
      expires_at: row.expires_at,
      escalated: row.escalated_at !== null,
    })),
    count: rows.length,
  });
});
app.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'));
