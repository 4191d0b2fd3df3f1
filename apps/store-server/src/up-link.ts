import type { Clock, Context, DomainEvent } from '@pos/core'
import type { StoreDatabase } from '@pos/db'
import {
  httpAnswer,
  httpDigests,
  httpOffer,
  httpPull,
  httpPush,
  NoticeClient,
  sha256,
  signedFetch,
  storeAcknowledged,
  storeDigests,
  storeOutbox,
  storeReplica,
  versionHeaders,
  type Logger,
  type PeerLink,
  type Signer,
  type PullRules,
} from '@pos/server-kit'
import type { AskNotice, Instant, LineageId, ResyncReason, StoreAsk, StoreId, UpLine } from '@pos/shared-types'
import type { Outside } from './outside.ts'
import type { Taken } from './take-ask.ts'
import { version } from './version.ts'
import {
  Comparer,
  createPuller,
  createPusher,
  Reofferer,
  type Cursor,
  type OutboxPort,
  type Puller,
  type Pusher,
} from '@pos/sync-engine'

export type UpLinkOptions = {
  readonly database: StoreDatabase
  readonly baseUrl: string
  readonly signer: Signer
  readonly tenantId: string
  readonly storeId: StoreId
  readonly clock: Clock
  /** The clock of waiting and retrying, where the shop's clock is not the real one. */
  readonly syncClock: Clock
  readonly log: Logger
  /** Called with the kinds of what has changed; undefined when everything came anew. */
  readonly onApplied: (entities: ReadonlySet<string> | undefined, cursor: Cursor) => void
  readonly outside: Outside
  readonly pullRules: PullRules
  /** Told what rules of the pull emitted. */
  readonly onCommitted: (events: readonly DomainEvent[]) => void
  /** Resolves when it is on the disk that this database's outbox went so far. Nothing leaves before. */
  readonly cover: (seq: number) => Promise<void>
  /** The life of head office that has not been offered what was acknowledged before. */
  readonly newLife: () => Promise<string | undefined>
  readonly offered: (life: string) => Promise<void>
  /** The feed cannot be followed any more. */
  readonly onResync: (reason: ResyncReason) => Promise<void>
  /** When the next night begins, in which everything is compared. */
  readonly nextNight: (now: Instant) => Instant
  /** Head office asks for something. */
  readonly onAsk: (ask: StoreAsk) => Promise<Taken>
  /** Head office knows a position of this lineage with another event: this database or another one is a copy. */
  readonly onForked: (lineage: LineageId) => Promise<void>
}

/** The line to head office: pushes what the outbox holds, pulls the catalogue, listens for notices. */
export type UpLink = {
  readonly pusher: Pusher
  readonly puller: Puller
  readonly comparer: Comparer
  /** Offers again what was handed up in the last weeks; what head office lacks of it leaves again. */
  readonly offerAgain: () => void
  /** Head office, for a question of its own. */
  readonly peer: PeerLink
  readonly start: () => void
  readonly stop: () => Promise<void>
  /** Since when head office answers; null while it does not. */
  readonly answersSince: () => Instant | null
  /** How the line is now. */
  readonly view: () => Promise<UpLine>
}

export function createUpLink(options: UpLinkOptions): UpLink {
  const { database, baseUrl, signer, tenantId, storeId, clock, syncClock, log } = options
  const { random, scheduler, fetch, openSocket } = options.outside
  const peer = { baseUrl: () => baseUrl, send: signedFetch(signer, syncClock, fetch), headers: versionHeaders(version) }
  const context = (): Context => ({ tenantId, appContext: 'system', correlationId: 'up-link', at: syncClock.now() })
  const ports = { clock: syncClock, random, scheduler, log }
  const pusher = createPusher({
    ...ports,
    outbox: covered(storeOutbox(database.unitOfWork, context), options.cover),
    transport: httpPush(peer),
    onForked: options.onForked,
  })
  const puller = createPuller({
    ...ports,
    replica: storeReplica({
      catalogue: database.catalogue,
      context: () => ({ ...context(), storeId, at: clock.now() }),
      clock,
      rules: options.pullRules,
      onCommitted: options.onCommitted,
    }),
    transport: httpPull(peer),
    hasHandedUp: async (since) => {
      const { pending, oldestPendingAt } = await pusher.status()
      return pending === 0 || (oldestPendingAt !== null && oldestPendingAt >= since)
    },
    onResync: options.onResync,
    onApplied: (entities, cursor) => {
      options.onApplied(entities, cursor)
      reofferer.wake()
      if (entities === undefined) comparer.soon('catalogue')
    },
  })
  const reofferer = new Reofferer({
    ...ports,
    outbox: storeAcknowledged(database.unitOfWork, context),
    transport: httpOffer(peer),
    newLife: options.newLife,
    offered: options.offered,
    onReopened: () => pusher.wake(),
  })
  const comparer = new Comparer({
    ...ports,
    digests: storeDigests({ unitOfWork: database.unitOfWork, context, storeId: () => storeId }),
    transport: httpDigests(peer),
    sha256,
    nextNight: options.nextNight,
    repair: (kinds) => {
      if (kinds.has('catalogue')) puller.renew()
      if (kinds.has('sales') || kinds.has('stock')) reofferer.offerAgain()
    },
  })
  const answer = httpAnswer(peer)
  const onAsk = async ({ askId, ask }: AskNotice) => {
    const { code, go } = await options.onAsk(ask)
    await answer({ askId, code })
    await go?.()
  }
  let notices: NoticeClient | undefined
  return {
    pusher,
    puller,
    comparer,
    offerAgain: () => reofferer.offerAgain(),
    peer,
    start: () => {
      pusher.start()
      puller.start()
      reofferer.start()
      comparer.start()
      notices = new NoticeClient({
        baseUrl: () => baseUrl,
        signer: () => signer,
        clock: syncClock,
        scheduler,
        random,
        openSocket,
        onNotice: (latest) => puller.notify(latest),
        onAsk: (notice) =>
          void onAsk(notice).catch((error: unknown) =>
            log.warn({ err: error, ask: notice.ask.kind }, 'what head office asked for was not done'),
          ),
        onOpen: () => {
          puller.wake()
          pusher.heard()
          reofferer.wake()
        },
      })
    },
    answersSince: () => notices?.openSince ?? null,
    view: async () => {
      const { pending, oldestPendingAt, lastSuccessAt } = await pusher.status()
      const heard = [lastSuccessAt, puller.status().lastSuccessAt, notices?.heardAt ?? null]
      const heardAt = Math.max(...heard.map((at) => at ?? 0))
      return { isReached: notices?.isOpen ?? false, heardAt: heardAt === 0 ? null : heardAt, pending, oldestPendingAt }
    },
    stop: async () => {
      notices?.stop()
      await Promise.all([pusher.stop(), puller.stop(), reofferer.stop(), comparer.stop()])
    },
  }
}

/** An outbox that lets nothing leave before the mark beside the database covers it. */
function covered(outbox: OutboxPort, cover: UpLinkOptions['cover']): OutboxPort {
  return {
    ...outbox,
    async due(now, maxEvents, maxBytes) {
      const batch = await outbox.due(now, maxEvents, maxBytes)
      const last = batch?.events.at(-1)
      if (last) await cover(last.seq)
      return batch
    },
  }
}
