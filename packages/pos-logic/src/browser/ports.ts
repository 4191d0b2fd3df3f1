import type { Clock, Ids } from '@pos/core'
import type { Random, Scheduler, SyncLog } from '@pos/sync-engine'

/** The outside world as a browser offers it. */
export const browserClock: Clock = { now: () => Date.now() }

export const browserScheduler: Scheduler = {
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs)
    return () => clearTimeout(timer)
  },
}

export const browserRandom: Random = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

export const consoleLog: SyncLog = {
  info: (details, message) => console.info(message, details),
  warn: (details, message) => console.warn(message, details),
}

/** Ids that sort by the time they were made (UUID version 7). */
export const browserIds: Ids = { next: () => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10))) }

/** 48 bits of milliseconds, then what is random, with version and variant in their places. */
function uuidv7(at: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(at / 2 ** (8 * (5 - i))) % 256
  bytes.set(random, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
