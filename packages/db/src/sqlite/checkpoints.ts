import type { Connection } from './connection.ts'

export type CheckpointOptions = {
  readonly connection: Connection
  /** How often to fold while nobody sells; 0 leaves all to SQLite. */
  readonly everyMs: number
  readonly isIdle: () => boolean
  /** Folds at once. */
  readonly checkpoint: () => void
  /** Folds beside the commits that go on. */
  readonly fold: () => void
}

/** A look at the log costs microseconds. */
const LOOK_MS = 50

/** Pages that wait in the log: few enough that the commit which finds it full has little left to fold. */
const MUCH = 1_000

/**
 * Keeps the write-ahead log short. A fold flushes the main file, which takes many milliseconds: done in time, the sale
 * that happens to fill the log need not wait for it. Returns how to stop.
 */
export function startCheckpoints({ connection, everyMs, isIdle, checkpoint, fold }: CheckpointOptions): () => void {
  if (everyMs === 0) return () => {}
  const idle = setInterval(() => {
    if (isIdle()) checkpoint()
  }, everyMs)
  const look = setInterval(() => {
    if (!connection.inTransaction && waitingPages(connection) >= MUCH) fold()
  }, LOOK_MS)
  for (const timer of [idle, look]) timer.unref()
  return () => [idle, look].forEach((timer) => clearInterval(timer))
}

type LogState = { readonly log: number; readonly checkpointed: number }

/** SQLite says -1 where nobody has written to the log yet. */
function waitingPages(connection: Connection): number {
  const [state] = connection.pragma('wal_checkpoint(NOOP)') as LogState[]
  return state === undefined ? 0 : state.log - state.checkpointed
}
