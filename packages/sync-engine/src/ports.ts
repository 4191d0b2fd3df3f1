import type { Hash } from '@pos/shared-types'

/** Runs work later; the returned function takes it back. The delay is in milliseconds. */
export interface Scheduler {
  after(delayMs: number, work: () => void): () => void
}

/** A number in [0, 1). */
export type Random = () => number

/** SHA-256 over the UTF-8 bytes of a text, or over bytes. */
export type Sha256 = (content: string | Uint8Array) => Hash

/** Where the loops report what a person may want to know later. Ids and codes only, never payloads. */
export interface SyncLog {
  info(details: Readonly<Record<string, unknown>>, message: string): void
  warn(details: Readonly<Record<string, unknown>>, message: string): void
}
