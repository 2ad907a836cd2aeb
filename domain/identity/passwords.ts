/** Why this password may not be used, or null. 10 to 128 characters, not the e-mail, no rules of composition. */
export function passwordProblem(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < 10) return 'at least 10 characters';
  if (length > 128) return 'at most 128 characters';
  const address = email.toLowerCase();
  const plain = password.toLowerCase();
  if (plain === address || plain === address.split('@')[0]) return 'not the e-mail address';
  if (new Set(plain).size < 4) return 'at least 4 different characters';
  return null;
}
