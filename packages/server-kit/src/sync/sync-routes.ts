import type { IncomingHttpHeaders } from 'node:http'
import { createGzip } from 'node:zlib'
import { pipeline } from 'node:stream'
import { DomainError, type Awaitable, type Context } from '@pos/core'
import {
  downloadSnapshot,
  ENTITY_SCHEMA,
  ENTITY_SCHEMA_HEADER,
  notifyPeer,
  offerEvents,
  openPeerTicket,
  pullChanges,
  pushEvents,
  syncHealth,
  type DeviceId,
  type EventId,
  type LineageId,
  type Hash,
  type Instant,
  type Notice,
  type PushBatch,
  type PushReply,
  type UpLine,
} from '@pos/shared-types'
import type { SocketTickets } from '../auth/socket-tickets.ts'
import { leftAfter, servePull, type FeedPort } from '@pos/sync-engine'
import { handle, handleSocket, type Route } from '../handle.ts'
import { streamAnswer } from '../http/answer.ts'
import { DOCUMENT_CASTERS } from './aggregates.ts'
import type { SyncIncidents } from './incidents.ts'
import type { NoticeBoard } from './notice-board.ts'
import { schemaHash } from './schema-hash.ts'
import type { SnapshotCache } from './snapshot-cache.ts'

export type SyncServer = {
  /** Takes pushed events in. */
  readonly receive: (ctx: Context, batch: PushBatch) => Promise<PushReply>
  /** Which of these events this node does not have. */
  readonly lacking: (ctx: Context, eventIds: readonly EventId[]) => Promise<readonly EventId[]>
  readonly feed: (ctx: Context) => FeedPort
  readonly snapshots: SnapshotCache
  readonly notices: NoticeBoard<Notice>
  readonly tickets: SocketTickets
  readonly incidents: SyncIncidents
  /** The line to the node above, if there is one. */
  readonly up?: ((ctx: Context) => Awaitable<UpLine | null>) | undefined
  /** The life of this node's database, where it has one. */
  readonly lineage?: (() => LineageId | undefined) | undefined
  /** Told of every peer that pushed, pulled or listens, after the answer is made. */
  readonly onContact?: ((contact: SyncContact) => void) | undefined
}

export type SyncContact = {
  readonly ctx: Context
  /** The device whose key signed. */
  readonly peerId: DeviceId
  /** With what waits at the peer now that it has its verdicts. */
  readonly pushed?: PushBatch | undefined
  /** What it was given. If that was lost on the way, it asks for the same again, within a minute. */
  readonly pulled?: { readonly epoch: string; readonly version: number } | undefined
  /** What it said of itself; nothing depends on it. */
  readonly said: PeerSaid
}

type PeerSaid = {
  /** By how much its clock runs ahead of this node's, the way of the request included. */
  readonly clockOffsetMs: number | undefined
  readonly appVersion: string | undefined
  readonly schemaHash: Hash | undefined
}

/** The sync channel of a server: the same doors at head office for stores and at a store for tills. */
export function syncRoutes({
  receive,
  lacking,
  feed,
  snapshots,
  notices,
  tickets,
  incidents,
  up,
  lineage,
  onContact = () => {},
}: SyncServer): Route[] {
  return [
    handle(pushEvents, async ({ ctx, caller, body, raw }) => {
      const reply = await receive(ctx, body)
      const pushed = { ...body, ...leftAfter(body, reply.verdicts) }
      onContact({ ctx, peerId: caller.peerId, pushed, said: saidIn(raw.headers, ctx.at) })
      return reply
    }),
    handle(offerEvents, async ({ ctx, caller, body }) => {
      const missing = await lacking(
        ctx,
        body.events.map(({ eventId }) => eventId),
      )
      if (missing.length > 0)
        incidents.note('reoffered', { peerId: caller.peerId, missing: missing.length }, missing.length)
      return { missing: [...missing] }
    }),
    handle(pullChanges, async ({ ctx, caller, query, raw }) => {
      const schema = entitySchemaIn(raw.headers)
      const page = await servePull(feed(ctx), { ...query, schema }, DOCUMENT_CASTERS).catch((error: unknown) => {
        if (isAhead(error)) incidents.note('cursor_ahead', { storeId: ctx.storeId, peerId: caller.peerId, ...query })
        throw error
      })
      const pulled = { epoch: query.epoch, version: page.to }
      onContact({ ctx, peerId: caller.peerId, pulled, said: saidIn(raw.headers, ctx.at) })
      return page
    }),
    handle(downloadSnapshot, async ({ ctx, raw }) => {
      const file = await snapshots.open(ctx, entitySchemaIn(raw.headers))
      const content = file.createReadStream()
      if (!/\bgzip\b/.test(raw.headers['accept-encoding'] ?? '')) return streamAnswer('application/x-ndjson', content)
      const packed = pipeline(content, createGzip({ level: 1 }), () => {})
      return streamAnswer('application/x-ndjson', packed, { 'content-encoding': 'gzip' })
    }),
    handle(openPeerTicket, ({ caller }) => tickets.issue(caller)),
    handleSocket(notifyPeer, (socket, { ctx, caller, raw }) => {
      notices.add(ctx.tenantId, socket, [caller.peerId, ...(ctx.storeId === undefined ? [] : [ctx.storeId])])
      onContact({ ctx, peerId: caller.peerId, said: saidIn(raw.headers, ctx.at) })
    }),
    handle(syncHealth, async ({ ctx }) => {
      const head = await feed(ctx).read(async (reader) => reader.head())
      return {
        epoch: head?.epoch ?? null,
        version: head?.version ?? 0,
        at: ctx.at,
        up: (await up?.(ctx)) ?? null,
        lineage: lineage?.() ?? null,
      }
    }),
  ]
}

/** The peer has read further than this feed goes, so this node has lost what it had told: it was restored. */
function isAhead(error: unknown): boolean {
  return error instanceof DomainError && error.params['reason'] === 'AHEAD_OF_HEAD'
}

/** The headers by which a peer says which program it is. */
export const versionHeaders = (appVersion: string): Readonly<Record<string, string>> => ({
  'pos-version': appVersion,
  'pos-schema': schemaHash(),
  [ENTITY_SCHEMA_HEADER]: String(ENTITY_SCHEMA),
})

function entitySchemaIn(headers: IncomingHttpHeaders): number | undefined {
  const told = headers[ENTITY_SCHEMA_HEADER]
  return typeof told === 'string' && /^[1-9]\d{0,3}$/.test(told) ? Number(told) : undefined
}

function saidIn(headers: IncomingHttpHeaders, at: Instant): PeerSaid {
  const told = (name: string, shape: RegExp) => {
    const value = headers[name]
    return typeof value === 'string' && shape.test(value) ? value : undefined
  }
  const time = told('pos-time', /^\d{1,16}$/)
  return {
    clockOffsetMs: time === undefined ? undefined : Number(time) - at,
    appVersion: told('pos-version', /^[\w.+-]{1,64}$/),
    schemaHash: told('pos-schema', /^[0-9a-f]{64}$/),
  }
}
