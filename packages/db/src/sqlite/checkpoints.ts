/**
 * Calls `checkpoint` every `everyMs` when nobody sells. A checkpoint flushes the main file, which takes milliseconds:
 * done here, the sale that happens to fill the WAL need not wait for it. Returns how to stop; 0 never starts.
 */
export function startCheckpoints(everyMs: number, isIdle: () => boolean, checkpoint: () => void): () => void {
  if (everyMs === 0) return () => {}
  const timer = setInterval(() => {
    if (isIdle()) checkpoint()
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)
}
