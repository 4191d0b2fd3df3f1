/** Hands out read sessions, opening up to `limit` of them; who comes later waits in order. */
export class ReaderPool<Session> {
  readonly #open: () => Session
  readonly #limit: number
  readonly #free: Session[] = []
  readonly #waiting: ((session: Session) => void)[] = []
  #opened = 0
  #closed: ((sessions: readonly Session[]) => void) | undefined

  constructor(open: () => Session, limit: number) {
    this.#open = open
    this.#limit = limit
  }

  /** A session at once, or a promise of one when all are out. */
  take(): Session | Promise<Session> {
    if (this.#closed !== undefined) throw new Error('the database is closed')
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#opened >= this.#limit) return new Promise((resolve) => this.#waiting.push(resolve))
    const session = this.#open()
    this.#opened += 1
    return session
  }

  giveBack(session: Session): void {
    const next = this.#waiting.shift()
    if (next !== undefined) return next(session)
    this.#free.push(session)
    if (this.#free.length === this.#opened) this.#closed?.(this.#free)
  }

  /** Takes no more readers and resolves with all sessions when the last has come back. */
  close(): Promise<readonly Session[]> {
    return new Promise((resolve) => {
      this.#closed = resolve
      if (this.#free.length === this.#opened) resolve(this.#free)
    })
  }
}
