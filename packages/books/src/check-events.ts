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
}

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
 * they were sent from. What still waits, or was acknowledged after head office was read, is on the way. What was heard
 * from another life of the store, which a restored or copied database does not remember, is elsewhere.
 */
export async function checkEvents({ store, hq, tenantId, storeId, readAt }: BooksToCheck): Promise<EventsSeen> {
  const sent = await store.query<Sent>(sql`
    select event_id as "eventId", seq, lineage, state, acked_at as "ackedAt", sha256 from outbox order by seq`)
  const heard = await hq.query<Heard>(sql`
    select event_id as "eventId", seq, lineage, verdict, codes, sha256 from inbox
    where tenant_id = ${tenantId} and store_id = ${storeId}`)
  const isElsewhere = await otherLives(store, hq, { tenantId, storeId, sent })
  const faults: string[] = []
  const onTheWay = new Set<EventId>()
  const above = new Map(heard.map((event) => [event.eventId, event]))
  for (const [index, event] of sent.entries()) {
    if (event.seq !== index + 1) faults.push(`the outbox has a gap before position ${event.seq}`)
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
  const known = new Set(sent.map((event) => event.eventId))
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

type Own = { readonly id: string; readonly isEnded: number }
type Where = { readonly tenantId: string; readonly storeId: string; readonly sent: readonly Sent[] }

/**
 * Tells events of lives of the store that this database does not remember: of a lineage it never had, which head office
 * knows to be restored or forked, or at a place it has not sent from in a lineage it has left. What such a life told
 * first, and this one again, head office took from the first.
 */
async function otherLives(
  store: Books,
  hq: Books,
  { tenantId, storeId, sent }: Where,
): Promise<(heard: Heard) => boolean> {
  const own = await store.query<Own>(sql`
    select l.id, l.ended_at is not null as "isEnded"
    from lineages l join devices d on d.id = l.device_id where d.kind = 'store_server'`)
  const explained = await hq.query<{ id: string }>(sql`
    select id from lineages where tenant_id = ${tenantId} and store_id = ${storeId} and reason <> 'created'`)
  const lives = new Map(own.map((life) => [life.id, life]))
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
