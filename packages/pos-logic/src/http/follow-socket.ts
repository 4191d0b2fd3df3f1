import { backoff, type Random, type Scheduler } from '@pos/sync-engine'

/** Where a store server tells its tills that its feed has moved. */
export const NOTICES_TARGET = '/sync/v1/notify'
/** Back-off stops growing here, at 16 s: the opening socket is what ends the longer waits of push and pull. */
const MOST_FAILURES = 4

export type FollowSocket = {
  readonly scheduler: Scheduler
  readonly random: Random
  /** Opens a socket that may listen; how it is let in depends on who opens it. */
  readonly open: () => Promise<WebSocket>
  /** The store's feed is at `version`. */
  readonly onVersion: (version: number) => void
  /** The line is up again: something may have been missed. */
  readonly onOpen: () => void
}

/** Listens to the store's notices and connects again whenever the line is cut, until the returned function is called. */
export function followSocket({ scheduler, random, open, onVersion, onOpen }: FollowSocket): () => void {
  let socket: WebSocket | undefined
  let cancel = () => {}
  let isStopped = false
  let failures = 0

  const retry = () => {
    failures = Math.min(failures + 1, MOST_FAILURES)
    if (!isStopped) cancel = scheduler.after(backoff(failures, random), connect)
  }
  const follow = (opened: WebSocket) => {
    socket = opened
    if (isStopped) return opened.close()
    opened.addEventListener('open', () => {
      failures = 0
      onOpen()
    })
    opened.addEventListener('message', ({ data }) => {
      const version = versionIn(String(data))
      if (version !== undefined) onVersion(version)
    })
    opened.addEventListener('close', retry)
  }
  const connect = () => {
    open().then(follow, retry)
  }

  connect()
  return () => {
    isStopped = true
    cancel()
    socket?.close()
  }
}

function versionIn(text: string): number | undefined {
  const [, digits] = /^\{\s*"version"\s*:\s*(\d{1,16})\s*\}$/.exec(text) ?? []
  return digits === undefined ? undefined : Number(digits)
}
