const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The three letters behind a 15-letter id: each says which of five letters are capitals. */
function checksum(id: string): string {
  return [0, 5, 10]
    .map((start) => {
      const capitals = [...id.slice(start, start + 5)].map((letter) => /[A-Z]/.test(letter));
      return ALPHABET.charAt(capitals.reduce((sum, capital, bit) => sum + (capital ? 1 << bit : 0), 0));
    })
    .join('');
}

const isRecordId = (id: string): boolean => /^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$/.test(id);

/** Restores the capitals of an 18-letter id that was written in another case; null when its checksum can't be its own. */
function fromEighteen(id: string): string | null {
  const marks = [...id.slice(15).toUpperCase()].map((letter) => ALPHABET.indexOf(letter));
  if (marks.some((mark) => mark < 0)) return null;
  const restored = [...id.slice(0, 15)].map((letter, index) =>
    ((marks[Math.floor(index / 5)] ?? 0) >> (index % 5)) & 1 ? letter.toUpperCase() : letter.toLowerCase(),
  );
  const base = restored.join('');
  return checksum(base) === id.slice(15).toUpperCase() ? base + checksum(base) : null;
}

/**
 * One form of a CRM record id: a Salesforce id of 15 letters (whose case counts) and of 18 (the same with a checksum, whose
 * case does not count) become the same 18. Anything else, such as an id of another system, stays as it is.
 */
export function canonicalCrmId(id: string): string {
  if (!isRecordId(id)) return id;
  if (id.length === 15) return /^[A-Za-z0-9]*\d/.test(id) ? id + checksum(id) : id;
  return fromEighteen(id) ?? id;
}

/** Whether two ids name the same record. */
export const isSameCrmRecord = (left: string, right: string): boolean => canonicalCrmId(left) === canonicalCrmId(right);

/** Every form under which another system may have kept a record id; the given one first. */
export function crmIdForms(id: string): string[] {
  const whole = canonicalCrmId(id);
  return whole.length === 18 && isRecordId(whole) && checksum(whole.slice(0, 15)) === whole.slice(15)
    ? [...new Set([id, whole, whole.slice(0, 15)])]
    : [id];
}
