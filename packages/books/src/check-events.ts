import type { EventId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Books, BooksToCheck } from './books.ts'
import { hex } from './read-records.ts'

type Sent = {
  eventId: EventId
  seq: number
  lineage: string
  state: string
  ackedAt: number | null
  sha256: Uint8Array
}
type Heard = {
  eventId: EventId
  seq: number
  lineage: string
  verdict: string
  codes: readonly string[] | null
  sha256: Uint8Array
  receivedAt: number
}

/** A store keeps what was acknowledged for 35 days. One less, for the clocks of two nodes. */
const KEPT_MS = 34 * 86_400_000

/** Findings on what a person at head office gave up, or took in with another text. */
const DECIDED: ReadonlySet<string> = new Set(['SYNC_DISCARDED', 'SYNC_CORRECTED'])

export type EventsSeen = {
  readonly onTheWay: ReadonlySet<EventId>
  readonly elsewhere: ReadonlySet<EventId>
  /** What head office does not have, or has otherwise, because a person there decided so. */
  readonly decided: ReadonlySet<EventId>
  readonly sent: number
  readonly faults: string[]
}

/**
 * Head office's inbox holds exactly the store's events, with the hashes of the bytes that were sent, at the positions
 * they were sent from. What still waits, or was acknowledged after head office was read, is on the way. What the store
 * has forgotten is there and old. What was heard from another life of the store, which a restored or copied database
 * does not remember, is elsewhere.
 */
export async function checkEvents({ store, hq, tenantId, storeId, readAt }: BooksToCheck): Promise<EventsSeen> {
  const sent = await store.query<Sent>(sql`
    select event_id as "eventId", seq, lineage, state, acked_at as "ackedAt", sha256 from outbox order by seq`)
  const heard = await hq.query<Heard>(sql`
    select event_id as "eventId", seq, lineage, verdict, codes, sha256, received_at as "receivedAt" from inbox
    where tenant_id = ${tenantId} and store_id = ${storeId}`)
  const lives = await ownLives(store)
  const isElsewhere = await otherLives(hq, { tenantId, storeId, sent, lives })
  const forgotten = forgottenOf(heard, { sent, lives, before: readAt - KEPT_MS })
  const faults: string[] = []
  const onTheWay = new Set<EventId>()
  const above = new Map(heard.map((event) => [event.eventId, event]))
  faults.push(...gaps(sent, lives, forgotten))
  for (const event of sent) {
    const there = above.get(event.eventId)
    if (event.state === 'parked') faults.push(`head office has parked the event ${event.eventId}`)
    else if (there) faults.push(...(isElsewhere(there) ? [] : comparison(event, there)))
    else if (event.state === 'acked' && (event.ackedAt ?? 0) < readAt)
      faults.push(`head office acknowledged the event ${event.eventId} and does not have it`)
    else onTheWay.add(event.eventId)
  }
  const decided = new Set(
    heard.filter(({ codes }) => codes?.some((code) => DECIDED.has(code))).map(({ eventId }) => eventId),
  )
  const known = new Set([...sent, ...forgotten].map((event) => event.eventId))
  const elsewhere = new Set<EventId>()
  for (const event of heard.filter(({ eventId }) => !known.has(eventId))) {
    if (isElsewhere(event)) elsewhere.add(event.eventId)
    else faults.push(`only head office has the event ${event.eventId}`)
  }
  faults.push(...(await quarantined(hq, tenantId, storeId)))
  return { onTheWay, elsewhere, decided, sent: sent.length, faults }
}

function comparison(sent: Sent, heard: Heard): string[] {
  if (heard.verdict === 'parked') return [`head office has parked the event ${sent.eventId}`]
  if (hex(sent.sha256) !== hex(heard.sha256)) return [`head office heard the event ${sent.eventId} with other bytes`]
  if (sent.seq !== heard.seq || sent.lineage !== heard.lineage)
    return [`head office heard the event ${sent.eventId} at another position`]
  return []
}

/** A lineage of the store itself, and the last position it gave. */
type Life = { readonly id: string; readonly isEnded: number; readonly lastSeq: number }
type Lives = ReadonlyMap<string, Life>

async function ownLives(store: Books): Promise<Lives> {
  const lives = await store.query<Life>(sql`
    select l.id, l.ended_at is not null as "isEnded", case when l.ended_at is not null then l.last_seq else
      coalesce((select seq from sqlite_sequence where name = 'outbox'), 0) end as "lastSeq"
    from lineages l join devices d on d.id = l.device_id where d.kind = 'store_server'`)
  return new Map(lives.map((life) => [life.id, life]))
}

type Kept = { readonly sent: readonly Sent[]; readonly lives: Lives; readonly before: number }

/** What head office took so long ago that the store may have forgotten it, and has. */
function forgottenOf(heard: readonly Heard[], { sent, lives, before }: Kept): readonly Heard[] {
  const places = new Set(sent.map(({ seq }) => seq))
  return heard.filter(
    ({ lineage, seq, verdict, receivedAt }) =>
      seq <= (lives.get(lineage)?.lastSeq ?? 0) && !places.has(seq) && verdict !== 'parked' && receivedAt <= before,
  )
}

function gaps(sent: readonly Sent[], lives: Lives, forgotten: readonly Heard[]): string[] {
  const known = new Set([...sent, ...forgotten].map(({ seq }) => seq))
  const last = Math.max(0, ...[...lives.values()].map(({ lastSeq }) => lastSeq))
  return Array.from({ length: last }, (_, index) => index + 1)
    .filter((seq) => !known.has(seq))
    .map((seq) => `the outbox has a gap at position ${seq}`)
}

type Where = {
  readonly tenantId: string
  readonly storeId: string
  readonly sent: readonly Sent[]
  readonly lives: Lives
}

/**
 * Tells events of lives of the store that this database does not remember: of a lineage it never had, which head office
 * knows to be restored or forked, or at a place it has not sent from in a lineage it has left. What such a life told
 * first, and this one again, head office took from the first.
 */
async function otherLives(hq: Books, { tenantId, storeId, sent, lives }: Where): Promise<(heard: Heard) => boolean> {
  const explained = await hq.query<{ id: string }>(sql`
    select id from lineages where tenant_id = ${tenantId} and store_id = ${storeId} and reason <> 'created'`)
  const others = new Set(explained.map(({ id }) => id).filter((id) => !lives.has(id)))
  const places = new Set(sent.map(({ lineage, seq }) => `${lineage} ${seq}`))
  return ({ lineage, seq }) =>
    others.has(lineage) || (lives.get(lineage)?.isEnded === 1 && !places.has(`${lineage} ${seq}`))
}

async function quarantined(hq: Books, tenantId: string, storeId: string): Promise<string[]> {
  const rows = await hq.query<{ eventId: EventId; code: string }>(sql`
    select event_id as "eventId", code from quarantine
    where tenant_id = ${tenantId} and store_id = ${storeId} and state = 'parked'`)
  return rows.map(({ eventId, code }) => `the event ${eventId} waits for a person: ${code}`)
}
