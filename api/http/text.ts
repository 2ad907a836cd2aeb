import { z } from 'zod';

// Control characters except tab and line breaks, and marks that turn the direction of a text around.
const UNWANTED = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu;

/** Free text of people: control and direction characters are stripped, the rest is kept as it is. */
export const plainText = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .overwrite((text) => text.replaceAll(UNWANTED, '').trim());

/** Text that LIKE takes as it stands. */
export const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');
