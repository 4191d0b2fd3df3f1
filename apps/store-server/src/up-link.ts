import type { Clock, Context } from '@pos/core'
import type { StoreDatabase } from '@pos/db'
import {
  httpPull,
  httpPush,
  NoticeClient,
  signedFetch,
  storeOutbox,
  storeReplica,
  versionHeaders,
  type Logger,
  type Signer,
} from '@pos/server-kit'
import type { UpLine } from '@pos/shared-types'
import type { Outside } from './outside.ts'
import { version } from './version.ts'
import { createPuller, createPusher, type Cursor, type Puller, type Pusher } from '@pos/sync-engine'

export type UpLinkOptions = {
  readonly database: StoreDatabase
  readonly baseUrl: string
  readonly signer: Signer
  readonly tenantId: string
  readonly clock: Clock
  /** The clock of waiting and retrying, where the shop's clock is not the real one. */
  readonly syncClock: Clock
  readonly log: Logger
  readonly pollMs?: number | undefined
  /** Called with the kinds of what has changed; undefined when everything came anew. */
  readonly onApplied: (entities: ReadonlySet<string> | undefined, cursor: Cursor) => void
  readonly outside: Outside
}

/** The line to head office: pushes what the outbox holds, pulls the catalogue, listens for notices. */
export type UpLink = {
  readonly pusher: Pusher
  readonly puller: Puller
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** How the line is now. */
  readonly view: () => Promise<UpLine>
}

export function createUpLink(options: UpLinkOptions): UpLink {
  const { database, baseUrl, signer, tenantId, clock, syncClock, log, pollMs } = options
  const { random, scheduler, fetch, openSocket } = options.outside
  const peer = { baseUrl: () => baseUrl, send: signedFetch(signer, syncClock, fetch), headers: versionHeaders(version) }
  const context = (): Context => ({ tenantId, appContext: 'system', correlationId: 'up-link', at: syncClock.now() })
  const ports = { clock: syncClock, random, scheduler, log }
  const pusher = createPusher({
    ...ports,
    outbox: storeOutbox(database.unitOfWork, context),
    transport: httpPush(peer),
  })
  const puller = createPuller({
    ...ports,
    replica: storeReplica({ catalogue: database.catalogue, tenantId: () => tenantId, clock }),
    transport: httpPull(peer),
    pollMs,
    onApplied: options.onApplied,
  })
  let notices: NoticeClient | undefined
  return {
    pusher,
    puller,
    start: () => {
      pusher.start()
      puller.start()
      notices = new NoticeClient({
        baseUrl: () => baseUrl,
        signer: () => signer,
        clock: syncClock,
        scheduler,
        random,
        openSocket,
        onNotice: (latest) => puller.notify(latest),
        onOpen: () => {
          puller.wake()
          pusher.heard()
        },
      })
    },
    view: async () => {
      const { pending, oldestPendingAt, lastSuccessAt } = await pusher.status()
      const heard = [lastSuccessAt, puller.status().lastSuccessAt, notices?.heardAt ?? null]
      const heardAt = Math.max(...heard.map((at) => at ?? 0))
      return { isReached: notices?.isOpen ?? false, heardAt: heardAt === 0 ? null : heardAt, pending, oldestPendingAt }
    },
    stop: async () => {
      notices?.stop()
      await Promise.all([pusher.stop(), puller.stop()])
    },
  }
}
