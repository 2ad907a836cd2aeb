import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface Effect {
  vendor: string;
  kind: string;
  idempotencyKey: string | null;
  businessKey: string | null;
  amountMinor: number | null;
  currency: string | null;
  id: string;
}

/** What the rehearsal world knows. Every write is committed before the answer leaves, so a kill loses nothing answered. */
export class SandboxStore {
  readonly #db: DatabaseSync;
  #clockOffsetMs = 0;

  constructor(directory: string) {
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
    this.#clockOffsetMs = Number(row?.value ?? 0);
  }

  now(): number {
    return Date.now() + this.#clockOffsetMs;
  }

  advanceClock(ms: number): void {
    this.#clockOffsetMs += ms;
    this.#db
      .prepare("INSERT INTO settings VALUES ('clock', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
      .run(String(this.#clockOffsetMs));
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
      .run(vendor, kind, id, JSON.stringify(record));
  }

  get<Record>(vendor: string, kind: string, id: string): Record | undefined {
    const row = this.#db
      .prepare('SELECT json FROM records WHERE vendor = ? AND kind = ? AND id = ?')
      .get(vendor, kind, id) as { json: string } | undefined;
    return row ? (JSON.parse(row.json) as Record) : undefined;
  }

  /** Newest first. */
  list<Record>(vendor: string, kind: string): Record[] {
    const rows = this.#db
      .prepare('SELECT json FROM records WHERE vendor = ? AND kind = ? ORDER BY position DESC')
      .all(vendor, kind) as { json: string }[];
    return rows.map((row) => JSON.parse(row.json) as Record);
  }

  addEffect(effect: Effect): void {
    const json = JSON.stringify({ ...effect, at: new Date(this.now()).toISOString() });
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
      .get(vendor, key) as { fingerprint: string; status: number; body: string; at: number } | undefined;
  }

  save(vendor: string, key: string, fingerprint: string, status: number, body: string): void {
    this.#db
      .prepare(
        'INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (vendor, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body, at = excluded.at',
      )
      .run(vendor, key, fingerprint, status, body, this.now());
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

  clearFaults(): void {
    this.#db.exec('DELETE FROM faults');
  }

  reset(): void {
    this.#db.exec(
      'DELETE FROM records; DELETE FROM effects; DELETE FROM requests; DELETE FROM idempotency; DELETE FROM faults; DELETE FROM settings',
    );
    this.#clockOffsetMs = 0;
  }

  close(): void {
    this.#db.close();
  }
}
