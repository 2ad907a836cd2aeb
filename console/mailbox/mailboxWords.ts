/** How a consent ended, for whoever comes back from Google. */
export const CONSENT_WORDS: Record<string, { tone: 'good' | 'bad' | 'warn' | 'info'; text: string }> = {
  connected: {
    tone: 'good',
    text: 'The mailbox is connected. A payment inbox is read once a second person has approved it.',
  },
  pending: { tone: 'info', text: 'Google has not answered yet. The list below shows when the mailbox is connected.' },
  denied: { tone: 'bad', text: 'Access was not given, so nothing was connected. What was connected before still is.' },
  scope_missing: {
    tone: 'bad',
    text: 'Google did not give all that is needed. Connect again and leave every box ticked. What was connected before still is.',
  },
  other_account: {
    tone: 'warn',
    text: 'The account you chose is another one than the connected mailbox. Nothing was changed: the connected mailbox is still read.',
  },
  failed: {
    tone: 'bad',
    text: 'Google did not finish the connection. Nothing was changed. Try again in a minute.',
  },
  invalid: {
    tone: 'bad',
    text: 'This link does not belong to a connection that you began here, or it is older than ten minutes. Begin again with Connect Gmail.',
  },
};

const REASON_WORDS: Record<string, string> = {
  too_large: 'It is larger than 5 MB',
  headers_too_large: 'Its headers are too large',
  too_many_headers: 'It has too many headers',
  too_many_encoded_words: 'Its subject is encoded in too many pieces',
  too_many_parts: 'It has too many parts',
  nested_too_deep: 'Its parts stand too deep in each other',
  html_too_large: 'Its page is too large',
  too_many_tags: 'Its page has too many elements',
  table_too_large: 'It says that a table has thousands of columns or rows',
  line_too_long: 'It has a line without end',
  nul_character: 'It holds a character that no mail holds',
  not_a_mail: 'It is not built as a mail',
  not_storable: 'It holds a value that can not be stored',
  too_slow: 'Reading it took too long',
  too_much_memory: 'Reading it took too much memory',
  too_much_output: 'It holds too much',
  refused_by_gmail: 'Gmail does not give it',
};
/** Why a mail was set aside. */
export const reasonWords = (reason: string): string => REASON_WORDS[reason] ?? 'It could not be read';
