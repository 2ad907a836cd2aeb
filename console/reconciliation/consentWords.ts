/** How a consent ended, for whoever comes back from Stripe. */
export const CONSENT_WORDS: Record<string, { tone: 'good' | 'bad' | 'warn' | 'info'; text: string }> = {
  connected: { tone: 'good', text: 'The Stripe account is connected, and is being read.' },
  pending: { tone: 'info', text: 'Stripe has not answered yet. The list below shows when the account is connected.' },
  denied: { tone: 'bad', text: 'Access was not given, so nothing was connected.' },
  in_use: { tone: 'bad', text: 'Another organisation has this Stripe account, so it was not connected.' },
  failed: { tone: 'bad', text: 'Stripe did not finish the connection. Nothing was changed. Try again in a minute.' },
  invalid: {
    tone: 'bad',
    text: 'This link does not belong to a connection that you began here, or it is older than ten minutes. Begin again with Connect Stripe.',
  },
};
