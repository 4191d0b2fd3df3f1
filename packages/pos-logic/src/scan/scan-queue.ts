import type { Scheduler } from '@pos/sync-engine'

/** Keys of a scanner come faster than a person types. */
const BURST_MS = 40
/** A busy machine hands over a key later than it was pressed: so long a key is waited for that may be a scan's. */
const PATIENCE_MS = 60
/** The same when so many came fast that no person typed them. */
const SURE_PATIENCE_MS = 500
const SURE = 4
/** Shorter bursts that end with Enter are a person's fast fingers. */
const SHORTEST = 3

/** What the queue needs of a key press. */
export type ScanKey = {
  readonly key: string
  /** When it was pressed, in ms of any clock, as the browser says. */
  readonly timeStamp: number
  readonly ctrlKey?: boolean | undefined
  readonly altKey?: boolean | undefined
  readonly metaKey?: boolean | undefined
}

export type ScanQueueOptions = {
  readonly scheduler: Scheduler
  /** Works on one code; the next one waits for it. What it throws is for `onProblem`. */
  readonly read: (code: string) => unknown
  /** Takes a code that must not wait behind others, such as one that they wait for. True when it was taken. */
  readonly take?: ((code: string) => boolean) | undefined
  readonly onProblem?: ((code: string, error: unknown) => void) | undefined
  /** Keys that were no scan after all, in their order: they are a person's. */
  readonly onTyped?: ((keys: readonly string[]) => void) | undefined
  /** The keys told last to `onTyped` were the beginning of a scan whose rest was handed over late. */
  readonly onTakenBack?: ((keys: readonly string[]) => void) | undefined
  /** Told whenever the number of codes that wait behind the one being read has changed. */
  readonly onWaiting?: ((waiting: number) => void) | undefined
}

/** Scans of every source in one order, whatever has the focus. */
export interface ScanQueue {
  /** Gives a key press to the queue. True when it was kept: the page must do nothing with it. */
  key(event: ScanKey): boolean
  /** A code from elsewhere: a camera, a serial scanner, a paste. */
  push(code: string): void
  /** Codes behind the one being read. */
  readonly waiting: number
  /** Resolves when everything that was scanned is read. */
  settled(): Promise<void>
  stop(): void
}

/**
 * Tells the keys of a scanner from those of a person and reads scanned codes one after another.
 *
 * A key that may begin a scan is kept until the next one comes or the burst time is over; then it is either a scan or
 * given back as typed. So a scanner that types letters presses no key of the till, and no scan is lost while another is
 * being worked on.
 */
export function createScanQueue(options: ScanQueueOptions): ScanQueue {
  const { scheduler, onTyped = () => {}, onTakenBack = () => {} } = options
  const reader = createReader(options)
  let keys: string[] = []
  let gaveUp: string[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  let isBurst = false
  let cancel = () => {}

  function giveBack(): void {
    cancel()
    const typed = keys
    keys = []
    gaveUp = []
    isBurst = false
    if (typed.length > 0) onTyped(typed)
  }

  function giveUp(): void {
    const waitedFor = keys
    giveBack()
    gaveUp = waitedFor
  }

  /** The stamp of a key that came late says that it belongs to those that were given up. */
  function takeBack(): void {
    keys = gaveUp
    gaveUp = []
    isBurst = true
    onTakenBack(keys)
  }

  /** A page that was busy the whole time hears of the keys pressed meanwhile before its next timer. */
  function wait(): void {
    cancel()
    const isSure = isBurst && keys.length >= SURE
    cancel = scheduler.after(isSure ? SURE_PATIENCE_MS : PATIENCE_MS, () => {
      cancel = scheduler.after(0, giveUp)
    })
  }

  function key(event: ScanKey): boolean {
    if (event.ctrlKey || event.altKey || event.metaKey || isModifier(event.key)) return false
    const isFast = event.timeStamp - lastAt < BURST_MS
    lastAt = event.timeStamp
    if (!isFast) giveBack()
    else if (gaveUp.length > 0) takeBack()
    if (event.key === 'Enter') return end()
    if (!isCharacter(event.key)) {
      giveBack()
      return false
    }
    isBurst ||= isFast && keys.length > 0
    keys.push(event.key)
    wait()
    return true
  }

  function end(): boolean {
    if (!isBurst || keys.length < SHORTEST) {
      giveBack()
      return false
    }
    cancel()
    const code = keys.join('')
    keys = []
    isBurst = false
    reader.push(code)
    return true
  }

  return {
    key,
    push: (code) => reader.push(code),
    get waiting() {
      return reader.waiting
    },
    settled: () => reader.settled(),
    stop() {
      cancel()
      keys = []
      gaveUp = []
    },
  }
}

function createReader({ read, take = () => false, onProblem = () => {}, onWaiting = () => {} }: ScanQueueOptions) {
  const codes: string[] = []
  let running: Promise<void> | undefined

  async function work(): Promise<void> {
    for (let code = codes.shift(); code !== undefined; code = codes.shift()) {
      onWaiting(codes.length)
      try {
        await read(code)
      } catch (error) {
        onProblem(code, error)
      }
    }
    running = undefined
  }

  return {
    push(code: string): void {
      if (take(code)) return
      codes.push(code)
      if (running) onWaiting(codes.length)
      else running = work()
    },
    get waiting() {
      return codes.length
    },
    settled: async (): Promise<void> => running,
  }
}

const isCharacter = (key: string): boolean => [...key].length === 1
const isModifier = (key: string): boolean => ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'].includes(key)
