import type { Random } from './ports.ts'

const FIRST_MS = 1_000
/** Longest wait after a failure. */
export const LONGEST_MS = 300_000
const LONGEST_RETRY_AFTER_MS = 3_600_000

/**
 * Milliseconds to wait after `attempts` failures (1 or more): full jitter, random in [0, min(300 s, 1 s · 2^attempts)).
 * Full jitter, because stores that lost head office together must not come back together.
 */
export function backoff(attempts: number, random: Random): number {
  return Math.floor(random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 20)))
}

/** The wait a peer asked for wins when it is longer; it is honoured up to one hour. */
export function waitAfter(attempts: number, retryAfterMs: number | undefined, random: Random): number {
  return Math.max(backoff(attempts, random), Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS))
}

/** A wait of `base` ± 20 %, so that peers with the same setting do not ask at the same moment. */
export function jittered(baseMs: number, random: Random): number {
  return Math.round(baseMs * (0.8 + 0.4 * random()))
}
