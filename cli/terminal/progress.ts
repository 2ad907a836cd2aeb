const STEP_MS = 100;

/**
 * How far long work is: one line of stderr that is written over, on a terminal only, so that what is piped stays clean. The
 * function that comes back counts one more; after the last the line is gone.
 */
export function progress(
  what: string,
  total: number,
  out: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> = process.stderr,
): () => void {
  let done = 0;
  let shownAt = Number.NEGATIVE_INFINITY;
  const draw = () => out.write(`\r\u001b[2K${what}  ${done} of ${total}`);
  if (out.isTTY) draw();
  return () => {
    done += 1;
    if (!out.isTTY) return;
    if (done >= total) out.write('\r\u001b[2K');
    else if (performance.now() - shownAt > STEP_MS) {
      shownAt = performance.now();
      draw();
    }
  };
}
