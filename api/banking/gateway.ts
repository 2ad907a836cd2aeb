import type { Institution, OpenBankingName } from '../../domain/banking/feed.ts';

/** What routes ask of Plaid; every failure is a CodedError. */
export interface PlaidDoor {
  mock: boolean;
  linkToken(request: {
    userId: string;
    webhookUrl: string | null;
    returnUrl: string | null;
    accessToken: string | null;
  }): Promise<{ linkToken: string; expiration: string; url: string | null }>;
}

/** What routes ask of a provider of open banking; every failure is a CodedError. */
export interface OpenBankingDoor {
  mock: boolean;
  budget: { calls: number } | null;
  institutions(country: string): Promise<Institution[]>;
  beginConsent(request: {
    institutionId: string;
    redirectUrl: string;
    state: string;
    days: number;
    nowMs: number;
  }): Promise<{ link: string; reference: string | null }>;
}

/** The providers as routes reach them; null without credentials. */
export interface BankGateway {
  plaid(): PlaidDoor | null;
  openBanking(name: OpenBankingName): OpenBankingDoor | null;
  /** Whether a webhook is Plaid's. Throws PROVIDER_ERROR where Plaid does not say which key it is. */
  isPlaidWebhook(rawBody: Buffer, header: string | undefined): Promise<boolean>;
  /** Checks webhooks of GoCardless; null = none of them is taken. */
  gocardlessWebhookSecret: string | null;
  /** Where browsers and vendors find the API. */
  publicUrl: string;
  /** Where Plaid's webhooks go; null where it can not reach us. */
  plaidWebhookUrl: string | null;
}
