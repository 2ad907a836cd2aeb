/** The largest page of any list is far below this. */
const MAXIMUM_BYTES = 16 * 1024 * 1024;

/** The text of an answer. Throws where it is longer than any that is read: all of it stands in the memory of the process. */
export async function boundedText(response: Response, maximumBytes = MAXIMUM_BYTES): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBytes) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
