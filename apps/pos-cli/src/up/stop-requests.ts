/** Requests to stop, from the terminal, another process or a launcher that is gone. */
export type StopRequests = {
  /** Aborted by the first request. */
  readonly requested: AbortSignal
  /** Aborted by a later one: the reader does not want to wait any longer. */
  readonly insisted: AbortSignal
  release(): void
}

// One Ctrl-C arrives several times: from the terminal, from npm and from the launcher.
const sameRequestMs = 1500

/** Listens for SIGINT, SIGTERM and SIGHUP until `release`. */
export function stopRequests(now: () => number = Date.now): StopRequests {
  const requested = new AbortController()
  const insisted = new AbortController()
  let firstAt: number | undefined
  const onSignal = () => {
    firstAt ??= now()
    requested.abort()
    if (now() - firstAt >= sameRequestMs) insisted.abort()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, onSignal)
  return {
    requested: requested.signal,
    insisted: insisted.signal,
    release: () => signals.forEach((signal) => process.off(signal, onSignal)),
  }
}
