// Ctrl-C: the first ends the work early, so that what is known is still printed; the second ends the process at once.

/** npm sends the signal again, so one key press arrives twice: within this time, in milliseconds, it counts once. */
const keyPress = 500;

/** A signal that is aborted by the first SIGINT or SIGTERM. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  let first = Number.NaN;
  const interrupt = () => {
    if (performance.now() - first > keyPress) process.exit(2);
    if (controller.signal.aborted) return;
    first = performance.now();
    controller.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return controller.signal;
}
