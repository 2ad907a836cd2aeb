import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Company, HOME } from './companies.ts';

export interface Effect {
  vendor: string;
  kind: string;
  idempotencyKey: string | null;
  businessKey: string | null;
  amountMinor: number | null;
  currency: string | null;
  id: string;
  /** Whose, where it is not the home company's. */
  company?: string;
}

/** What the rehearsal world knows. Every write is committed before the answer leaves, so a kill loses nothing answered. */
export class SandboxStore {
  readonly #db: DatabaseSync;
  /** Shared by all views of one world. */
  readonly #clock: { offsetMs: number };
  readonly #parent: SandboxStore | null;
  /** Whose records this sees. */
  readonly company: Company;

  constructor(directory: string, view?: { of: SandboxStore; company: Company }) {
    this.company = view?.company ?? HOME;
    this.#parent = view?.of ?? null;
    if (view) {
      this.#db = view.of.#db;
      this.#clock = view.of.#clock;
      return;
    }
    this.#clock = { offsetMs: 0 };
    mkdirSync(directory, { recursive: true });
    this.#db = new DatabaseSync(join(directory, 'sandbox.sqlite'));
    this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS records (vendor TEXT, kind TEXT, id TEXT, json TEXT, position INTEGER PRIMARY KEY AUTOINCREMENT, UNIQUE (vendor, kind, id));
      CREATE TABLE IF NOT EXISTS effects (position INTEGER PRIMARY KEY AUTOINCREMENT, vendor TEXT, json TEXT);
      CREATE TABLE IF NOT EXISTS requests (position INTEGER PRIMARY KEY AUTOINCREMENT, vendor TEXT, json TEXT);
      CREATE TABLE IF NOT EXISTS idempotency (vendor TEXT, key TEXT, fingerprint TEXT, status INTEGER, body TEXT, at INTEGER, PRIMARY KEY (vendor, key));
      CREATE TABLE IF NOT EXISTS faults (position INTEGER PRIMARY KEY AUTOINCREMENT, json TEXT);
      CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT);`);
    const row = this.#db.prepare("SELECT value FROM settings WHERE name = 'clock'").get() as
      | { value: string }
      | undefined;
    this.#clock.offsetMs = Number(row?.value ?? 0);
  }

  /** The same world with the records of one company; requests, faults and the clock are everybody's. */
  within(company: Company): SandboxStore {
    return new SandboxStore('', { of: this.shared(), company });
  }

  /** The whole world, of which this may be a company's view. */
  shared(): SandboxStore {
    return this.#parent ?? this;
  }

  #scoped(vendor: string): string {
    return this.company.id === HOME.id ? vendor : `${vendor}@${this.company.id}`;
  }

  now(): number {
    return Date.now() + this.#clock.offsetMs;
  }

  advanceClock(ms: number): void {
    this.#clock.offsetMs += ms;
    this.#db
      .prepare("INSERT INTO settings VALUES ('clock', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .run(String(this.#clock.offsetMs));
  }

  atomically<Result>(work: () => Result): Result {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  put(vendor: string, kind: string, id: string, record: unknown): void {
    this.#db
      .prepare(
        'INSERT INTO records (vendor, kind, id, json) VALUES (?, ?, ?, ?) ON CONFLICT (vendor, kind, id) DO UPDATE SET json = excluded.json',
      )
      .run(this.#scoped(vendor), kind, id, JSON.stringify(record));
  }

  get<Record>(vendor: string, kind: string, id: string): Record | undefined {
    const row = this.#db
      .prepare('SELECT json FROM records WHERE vendor = ? AND kind = ? AND id = ?')
      .get(this.#scoped(vendor), kind, id) as { json: string } | undefined;
    return row ? (JSON.parse(row.json) as Record) : undefined;
  }

  remove(vendor: string, kind: string, id: string): void {
    this.#db
      .prepare('DELETE FROM records WHERE vendor = ? AND kind = ? AND id = ?')
      .run(this.#scoped(vendor), kind, id);
  }

  /** Newest first. */
  list<Record>(vendor: string, kind: string): Record[] {
    const rows = this.#db
      .prepare('SELECT json FROM records WHERE vendor = ? AND kind = ? ORDER BY position DESC')
      .all(this.#scoped(vendor), kind) as { json: string }[];
    return rows.map((row) => JSON.parse(row.json) as Record);
  }

  addEffect(effect: Effect): void {
    const whose = this.company.id === HOME.id ? {} : { company: this.company.id };
    const json = JSON.stringify({ ...effect, ...whose, at: new Date(this.now()).toISOString() });
    this.#db.prepare('INSERT INTO effects (vendor, json) VALUES (?, ?)').run(effect.vendor, json);
  }

  effects(vendor?: string): unknown[] {
    return this.#log('effects', vendor);
  }

  addRequest(vendor: string, request: unknown): void {
    this.#db.prepare('INSERT INTO requests (vendor, json) VALUES (?, ?)').run(vendor, JSON.stringify(request));
  }

  requests(vendor?: string): unknown[] {
    return this.#log('requests', vendor);
  }

  #log(table: 'effects' | 'requests', vendor?: string): unknown[] {
    const rows = (
      vendor
        ? this.#db.prepare(`SELECT json FROM ${table} WHERE vendor = ? ORDER BY position`).all(vendor)
        : this.#db.prepare(`SELECT json FROM ${table} ORDER BY position`).all()
    ) as { json: string }[];
    return rows.map((row) => JSON.parse(row.json) as unknown);
  }

  saved(vendor: string, key: string): { fingerprint: string; status: number; body: string; at: number } | undefined {
    return this.#db
      .prepare('SELECT fingerprint, status, body, at FROM idempotency WHERE vendor = ? AND key = ?')
      .get(this.#scoped(vendor), key) as { fingerprint: string; status: number; body: string; at: number } | undefined;
  }

  save(vendor: string, key: string, fingerprint: string, status: number, body: string): void {
    this.#db
      .prepare(
        'INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (vendor, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, at = excluded.at',
      )
      .run(this.#scoped(vendor), key, fingerprint, status, body, this.now());
  }

  faults(): { position: number; json: string }[] {
    return this.#db.prepare('SELECT position, json FROM faults ORDER BY position').all() as {
      position: number;
      json: string;
    }[];
  }

  addFault(fault: unknown): void {
    this.#db.prepare('INSERT INTO faults (json) VALUES (?)').run(JSON.stringify(fault));
  }

  updateFault(position: number, fault: unknown): void {
    this.#db.prepare('UPDATE faults SET json = ? WHERE position = ?').run(JSON.stringify(fault), position);
  }

  removeFault(position: number): void {
    this.#db.prepare('DELETE FROM faults WHERE position = ?').run(position);
  }

  /** Takes away the faults of one account, or without one all of them. */
  clearFaults(account?: string): void {
    if (account === undefined) this.#db.exec('DELETE FROM faults');
    else this.#db.prepare("DELETE FROM faults WHERE json_extract(json, '$.account') = ?").run(account);
  }

  reset(): void {
    this.#db.exec(
      'DELETE FROM records; DELETE FROM effects; DELETE FROM requests; DELETE FROM idempotency; DELETE FROM faults; DELETE FROM settings',
    );
    this.#clock.offsetMs = 0;
  }

  close(): void {
    this.#db.close();
  }
}
