export interface SandboxEffect {
  vendor: string;
  kind: string;
  at: string;
  idempotencyKey: string | null;
  businessKey: string | null;
  amountMinor: number | null;
  currency: string | null;
  id: string;
  company?: string;
}

/** The sandbox's control door, as tests, the demo and outside checks use it. */
export function sandboxClient(baseUrl: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}/_sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`sandbox ${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    effects: (vendor: string) => call('GET', `/effects?vendor=${vendor}`) as Promise<SandboxEffect[]>,
    requests: (vendor: string) =>
      call('GET', `/requests?vendor=${vendor}`) as Promise<
        { at: string; line: string; url: string; body: unknown; idempotencyKey: string | null }[]
      >,
    records: (vendor: string, kind: string, company?: string) =>
      call('GET', `/records?vendor=${vendor}&kind=${kind}${company ? `&company=${company}` : ''}`) as Promise<
        Record<string, unknown>[]
      >,
    /** Of the home company, unless another is named. */
    put: (vendor: string, kind: string, records: object[], company?: string) =>
      call('POST', '/data', { vendor, kind, records, ...(company ? { company } : {}) }),
    fault: (fault: object) => call('POST', '/faults', fault),
    /** Those of one account, or without one all of them. */
    clearFaults: (account?: string) =>
      call('DELETE', account ? `/faults?account=${encodeURIComponent(account)}` : '/faults'),
    advanceClock: (ms: number) => call('POST', '/clock', { advance_ms: ms }),
  };
}
export type SandboxClient = ReturnType<typeof sandboxClient>;
