/** What came of a consent, by what the way back says. */
export const CONSENT_WORDS: Readonly<Record<string, { tone: 'good' | 'bad' | 'warn'; text: string }>> = {
  connected: { tone: 'good', text: 'Connected. Its accounts are being read.' },
  pending: { tone: 'warn', text: 'There is no answer yet. This page shows it once it has.' },
  in_use: { tone: 'bad', text: 'Not connected: another organisation has this account.' },
  other_account: { tone: 'bad', text: 'Not connected: the consent was for another account than before.' },
  denied: { tone: 'warn', text: 'Not connected: the consent was not given. What was connected stays.' },
  failed: { tone: 'bad', text: 'Not connected: the other side did not answer as it should. What was connected stays.' },
  invalid: {
    tone: 'bad',
    text: 'Not connected: the consent was too old, used already, or asked for in another browser. Begin again.',
  },
};
