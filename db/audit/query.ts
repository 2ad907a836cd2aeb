/** A statement that returns the rows that should not be; none when the books are right. For a login that sees all tenants. */
export interface AuditQuery {
  name: string;
  sql: string;
}
