import type { ComparedDigest } from '@pos/sync-engine'
import type { Logger } from 'pino'

/** Most things that one line of the log names. */
const NAMED = 20

export const SYNC_INCIDENTS = [
  'cursor_ahead',
  'lineage_restored',
  'lineage_forked',
  'reoffered',
  'diverged',
  'missing',
] as const

/**
 * Something that sync heals by itself and that somebody should know of: a peer that has read further than this feed goes,
 * a store that was restored or copied, events that this node had lost and was given again, a store that was found to hold
 * something else than this node, events that are nowhere though later ones have come.
 */
export type SyncIncident = (typeof SYNC_INCIDENTS)[number]

/** Writes incidents into the log and counts them for the metrics. */
export class SyncIncidents {
  readonly #log: Logger
  readonly #counts = new Map<SyncIncident, number>()

  constructor(log: Logger) {
    this.#log = log
  }

  note(incident: SyncIncident, about: Readonly<Record<string, unknown>>, count = 1): void {
    this.#counts.set(incident, this.countOf(incident) + count)
    this.#log.warn({ incident, ...about }, 'sync incident')
  }

  /** Of a node that was found to hold something else; nothing when it holds the same. */
  noteDiverged(about: Readonly<Record<string, unknown>>, compared: readonly ComparedDigest[]): void {
    const different = compared.filter(({ verdict }) => verdict === 'different')
    if (different.length === 0) return
    const grains = different.slice(0, NAMED).map(({ kind, grain }) => `${kind} ${grain}`)
    this.note('diverged', { ...about, grains }, different.length)
  }

  countOf(incident: SyncIncident): number {
    return this.#counts.get(incident) ?? 0
  }
}
