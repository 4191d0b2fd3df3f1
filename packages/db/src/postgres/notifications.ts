import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { DbLog } from '../log.ts'
import { quoted } from '../quoted.ts'

/** Called with the payload of each notification, and with undefined after a gap in which some may have been lost. */
export type OnNotification = (payload: string | undefined) => void

const RECONNECT_MIN_MS = 100
const RECONNECT_MAX_MS = 10_000

/** Listens on one connection of its own and opens it again whenever it breaks. */
export class Notifications {
  readonly #url: string
  readonly #log: DbLog
  readonly #listeners = new Map<string, Set<OnNotification>>()
  readonly #stopped = new AbortController()
  #client: pg.Client | undefined
  #connecting: Promise<void> | undefined

  constructor(url: string, log: DbLog) {
    this.#url = url
    this.#log = log
  }

  /** Resolves when the server has confirmed that it will notify. The result ends the listening. */
  async listen(channel: string, listener: OnNotification): Promise<() => void> {
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners.add(listener))
    if (this.#client === undefined) await (this.#connecting ??= this.#connect())
    await this.#client?.query(`listen ${quoted(channel)}`)
    return () => void listeners.delete(listener)
  }

  /**
   * Tells every process that listens, this one too, outside of any unit. It is lost while the connection is broken:
   * listeners then hear of the gap.
   */
  async notify(channel: string, payload: string): Promise<void> {
    await this.#client?.query('select pg_notify($1, $2)', [channel, payload])
  }

  async close(): Promise<void> {
    this.#stopped.abort()
    await this.#connecting?.catch(() => undefined)
    await this.#client?.end()
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'pos notifications' })
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload ?? ''))
    client.on('error', (error) => this.#log.warn({ err: error }, 'the notification connection broke'))
    try {
      await client.connect()
    } finally {
      this.#connecting = undefined
    }
    client.on('end', () => void this.#reconnect(client))
    this.#client = client
  }

  async #reconnect(broken: pg.Client): Promise<void> {
    if (this.#client !== broken || this.#stopped.signal.aborted) return
    this.#client = undefined
    for (let delay = RECONNECT_MIN_MS; !this.#stopped.signal.aborted; delay = Math.min(delay * 2, RECONNECT_MAX_MS)) {
      const isStopped = await sleep(delay, false, { signal: this.#stopped.signal, ref: false }).catch(() => true)
      if (isStopped) return
      if (await this.#tryAgain()) return
    }
  }

  async #tryAgain(): Promise<boolean> {
    try {
      await (this.#connecting ??= this.#connect())
      for (const channel of this.#listeners.keys()) await this.#client?.query(`listen ${quoted(channel)}`)
    } catch (error) {
      this.#log.warn({ err: error }, 'the notification connection could not be opened again')
      return false
    }
    for (const channel of this.#listeners.keys()) this.#tell(channel, undefined)
    return true
  }

  #tell(channel: string, payload: string | undefined): void {
    for (const listener of this.#listeners.get(channel) ?? []) listener(payload)
  }
}
