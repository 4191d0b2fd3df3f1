import { backoff, type Random, type Scheduler } from '@pos/sync-engine'
import { signRequest, type DeviceSigner } from '../http/sign-request.ts'

const TARGET = '/sync/v1/notify'
/** Back-off stops growing here, at 16 s: the opening socket is what ends the longer waits of push and pull. */
const MOST_FAILURES = 4

export type FollowNotices = DeviceSigner & {
  readonly baseUrl: string
  readonly scheduler: Scheduler
  readonly random: Random
  /** The store's feed is at `version`. */
  readonly onVersion: (version: number) => void
  /** The line is up again: something may have been missed. */
  readonly onOpen: () => void
}

/**
 * Listens to the store's notices and connects again whenever the line is cut, until the returned function is called.
 * For Node only: a browser cannot sign the opening of a socket.
 *
 * @example followNotices({ …, onVersion: version => till.puller.notify(version), onOpen: () => (till.puller.wake(), till.pusher.heard()) })
 */
export function followNotices(options: FollowNotices): () => void {
  const { baseUrl, scheduler, random, onVersion, onOpen } = options
  let socket: WebSocket | undefined
  let cancel = () => {}
  let isStopped = false
  let failures = 0

  const retry = () => {
    failures = Math.min(failures + 1, MOST_FAILURES)
    if (!isStopped) cancel = scheduler.after(backoff(failures, random), connect)
  }
  const connect = () => {
    signRequest(options, { method: 'GET', target: TARGET }).then((headers) => {
      if (isStopped) return
      socket = new WebSocket(new URL(TARGET, baseUrl.replace(/^http/, 'ws')), { headers })
      socket.addEventListener('open', () => {
        failures = 0
        onOpen()
      })
      socket.addEventListener('message', ({ data }) => {
        const version = versionIn(String(data))
        if (version !== undefined) onVersion(version)
      })
      socket.addEventListener('close', retry)
    }, retry)
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
