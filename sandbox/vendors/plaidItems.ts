import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { PlaidError } from 'plaid';
import type { SandboxStore } from '../store.ts';

export interface PlaidItem {
  id: string;
  access_token: string;
  institution_id: string;
  /** The bank behind it. */
  bank: string;
  webhook: string | null;
  consent_expiration_time: string | null;
  login_required: boolean;
  removed: boolean;
}

export const PLAID = 'plaid';
/** As Plaid calls the one bank of the United States here. */
export const PLAID_INSTITUTION = 'ins_109508';
export const PLAID_BANK = 'COAST_EXAMPLE';

export const requestId = () => randomUUID().replaceAll('-', '').slice(0, 15);

/** As Plaid refuses: always with its own type and code. */
export function refusePlaid(
  response: Response,
  status: number,
  [type, code]: readonly [type: string, code: string],
): void {
  response.status(status).json({
    error_type: type as PlaidError['error_type'],
    error_code: code,
    error_code_reason: null,
    error_message: `sandbox: ${code}`,
    display_message: null,
    request_id: requestId(),
    suggested_action: null,
    documentation_url: 'https://plaid.com/docs/errors/',
  } satisfies PlaidError);
}

/** The item of an access token, or the refusal of one that opens nothing. */
export function itemBy(store: SandboxStore, request: Request, response: Response): PlaidItem | null {
  const token = String((request.body as { access_token?: unknown }).access_token ?? '');
  const item = store.list<PlaidItem>(PLAID, 'item').find((one) => one.access_token === token);
  if (item && !item.removed) return item;
  if (item) refusePlaid(response, 400, ['ITEM_ERROR', 'ITEM_NOT_FOUND']);
  else refusePlaid(response, 400, ['INVALID_INPUT', 'INVALID_ACCESS_TOKEN']);
  return null;
}
