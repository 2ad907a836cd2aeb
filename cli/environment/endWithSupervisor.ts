/** Longer than any process takes to stop. */
const STOP_MS = 45_000;

/**
 * Ends this process in its own way when the supervisor that started it is gone, however that ended: its channel closes
 * with it, also where nothing was written down yet. A process that nobody supervises has no channel.
 */
export function endWithSupervisor(): void {
  if (!process.channel) return;
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), STOP_MS).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening must not keep a process alive that has ended its work.
  process.channel.unref();
}
