import type { Clock, Context, Unit, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { Logger, SyncContact } from '@pos/server-kit'
import type { DrillEnd, DrillId, DrillView, ErrorCode, Instant } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { lastOutboxSeq } from '../lineage/own-lineages.ts'
import type { StoreNeeds } from '../needs.ts'
import { catchUpOf, tillsOf } from './catch-up.ts'
import { openDrill, salesBetween, type Drill, type EndedDrill } from './drill-repository.ts'
import { endInBook, reportInBook } from './finish-drill.ts'
import type { Lines } from './lines.ts'
import { Tally } from './tally.ts'
import { waitingNow } from './unsent.ts'

const EVERY_MS = 1_000
/** After so long the report says what still waits. */
const LONGEST_CATCH_UP_MS = 10 * 60_000

/** `mendAt` is when it is over by the clock that nobody can set. */
type Running = { readonly id: DrillId; readonly mendAt: number }
/** As far as the outbox had come when everything of a drill was in it, and since when all of that is at head office. */
type Arrived = { seq: number; at: Instant | undefined }

export type DrillKeeperOptions = {
  readonly needs: StoreNeeds
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly lines: Lines
  readonly clock: Clock
  /** A clock in ms that nobody can set. */
  readonly steadyMs: () => number
  readonly scheduler: Scheduler
  readonly log: Logger
  /** Writes down which tills were heard. */
  readonly keepContacts: () => Promise<void>
  /** Told when a drill began, ended or got its report. */
  readonly onChange: () => void
}

/**
 * Carries a drill through: cuts the lines that the book says are cut, mends them when its time is over, waits until
 * everything has arrived, and writes the report. The book says what should be; a line is mended before anything is
 * written, so that nothing that fails can leave it cut.
 */
export class DrillKeeper {
  readonly #options: DrillKeeperOptions
  #tally = new Tally()
  #running: Running | undefined
  /** The drill that was mended last: it is not cut again, whether its end could be written down or not. */
  #overId: DrillId | undefined
  #arrived: Arrived | undefined
  #turn: Promise<void> = Promise.resolve()
  #cancel = () => {}
  #isStopped = false

  constructor(options: DrillKeeperOptions) {
    this.#options = options
  }

  /** Ends what a server before this one left running, then goes on with what has no report. */
  async recover(): Promise<void> {
    const drill = await this.#read(openDrill)
    if (drill?.endedAt === null) await this.#end(drill, 'restart')
    await this.look()
  }

  /** Lets what the book says take effect now. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#once())
    return this.#turn
  }

  noteRefusal(code: ErrorCode): void {
    this.#tally.noteRefusal(code)
  }

  noteContact({ peerId, pushed }: SyncContact): void {
    if (pushed && this.#arrived !== undefined) {
      this.#tally.noteTill(peerId, pushed.events.length + (pushed.pending ?? 0))
    }
  }

  /** How a drill without a report goes; null when there is none. */
  view(tx: StoreTx, isHqReached: boolean): DrillView | null {
    const drill = openDrill(tx)
    if (drill === undefined) return null
    const { mostWaiting, refused } = this.#tally
    const waiting = waitingNow(tx)
    const tills = tillsOf(tx, drill)
    const since = drill.endedAt ?? drill.startedAt
    return {
      id: drill.id,
      isHqReached,
      sales: salesBetween(tx, drill.startedAt, drill.endedAt ?? this.#options.clock.now()),
      waiting,
      mostWaiting: Math.max(mostWaiting, waiting),
      tillsHeard: tills.filter(({ lastSeenAt }) => lastSeenAt > since).length,
      tills: tills.length,
      refused,
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel()
    await this.#turn
    this.#options.lines.mend()
  }

  async #once(): Promise<void> {
    this.#cancel()
    if (this.#isStopped) return
    try {
      if (await this.#step()) return
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a drill could not go on and is looked at again')
    }
    this.#cancel = this.#options.scheduler.after(EVERY_MS, () => void this.look())
  }

  /** True when no drill is left to look after. */
  async #step(): Promise<boolean> {
    if (this.#isTimeUp()) this.#mend()
    const drill = await this.#read(openDrill)
    if (drill === undefined) {
      this.#mend()
      return true
    }
    const { endedAt, endedBy } = drill
    if (endedAt === null || endedBy === null) await this.#run(drill)
    else await this.#catchUp({ ...drill, endedAt, endedBy })
    return false
  }

  async #run(drill: Drill): Promise<void> {
    const { clock, steadyMs, lines, onChange } = this.#options
    const now = clock.now()
    if (now >= drill.endsAt || this.#overId === drill.id) return this.#end(drill, 'time')
    if (this.#running === undefined) {
      this.#tally = new Tally()
      this.#running = { id: drill.id, mendAt: steadyMs() + (drill.endsAt - now) }
      lines.cut(drill.link)
      onChange()
    }
    this.#tally.noteWaiting(await this.#read(waitingNow))
  }

  async #catchUp(drill: EndedDrill): Promise<void> {
    const { clock, needs, keepContacts, onChange } = this.#options
    this.#mend()
    const arrived = (this.#arrived ??= { seq: await this.#read(lastOutboxSeq), at: undefined })
    await keepContacts()
    const now = clock.now()
    const { waiting, missing, isComing } = await this.#read((tx) => {
      this.#tally.noteWaiting(waitingNow(tx))
      return catchUpOf(tx, drill, arrived.seq, now)
    })
    if (missing > 0 || isComing) arrived.seq = await this.#read(lastOutboxSeq)
    arrived.at = waiting === 0 && missing === 0 ? (arrived.at ?? now) : undefined
    const isDone = arrived.at !== undefined && !isComing
    if (!isDone && now - drill.endedAt < LONGEST_CATCH_UP_MS) return
    const { mostWaiting, mostAtTills, refused } = this.#tally
    await this.#write('drills.report', (unit) =>
      reportInBook(unit, needs, drill, {
        sales: salesBetween(unit.tx, drill.startedAt, drill.endedAt),
        mostWaiting,
        mostAtTills,
        refused,
        caughtUpMs: arrived.at === undefined ? null : Math.max(0, arrived.at - drill.endedAt),
        stillWaiting: waiting,
        tillsMissing: missing,
      }),
    )
    this.#arrived = undefined
    onChange()
  }

  async #end(drill: Drill, by: DrillEnd): Promise<void> {
    this.#mend()
    const at = this.#options.clock.now()
    await this.#write('drills.end', (unit) => endInBook(unit, drill, by, at))
    this.#options.onChange()
  }

  #isTimeUp(): boolean {
    return this.#running !== undefined && this.#options.steadyMs() >= this.#running.mendAt
  }

  #mend(): void {
    this.#options.lines.mend()
    this.#overId = this.#running?.id ?? this.#overId
    this.#running = undefined
  }

  #read<Result>(work: (tx: StoreTx) => Result): Promise<Result> {
    return this.#options.unitOfWork.read(this.#context(), work)
  }

  #write<Result>(name: string, work: (unit: Unit<StoreTx>) => Result): Promise<Result> {
    return this.#options.unitOfWork.write(this.#context(), name, work)
  }

  #context(): Context {
    const { needs, clock } = this.#options
    const { tenantId = '', storeId } = needs.identity() ?? {}
    return { tenantId, storeId, appContext: 'system', correlationId: 'drills', at: clock.now() }
  }
}
