import { z } from 'zod';

// Control characters except tab and line breaks, and marks that turn the direction of a text around.
const UNWANTED = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu;

/** Free text of people: control and direction characters are stripped, the rest is kept as it is. */
export const plainText = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .overwrite((text) => text.replaceAll(UNWANTED, '').trim());

// The database and this language read a year below 100 in different ways; nothing here happened so long ago.
const inOurTimes = (text: string) => !text.startsWith('0');
const OUR_TIMES = 'a year from 1000 on';

/** An instant as ISO 8601 writes it; fractions of a second have an end. */
export const instantText = () => z.iso.datetime().max(40).refine(inOurTimes, OUR_TIMES);

/** A day that a caller names, YYYY-MM-DD. */
export const dayText = () => z.iso.date().refine(inOurTimes, OUR_TIMES);

/** Fields a caller may fill as it likes, up to so many bytes of JSON; kept and shown, never read. */
export const freeFields = (maximumBytes: number) =>
  z
    .record(z.string().max(100), z.unknown())
    .refine(
      (fields) => Buffer.byteLength(JSON.stringify(fields)) <= maximumBytes,
      `at most ${maximumBytes} bytes of JSON`,
    )
    .meta({ maxProperties: 100, 'x-maximum-bytes': maximumBytes });

/** Text that LIKE takes as it stands. */
export const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');
