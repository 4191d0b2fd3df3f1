import { sha256 } from '@pos/server-kit'
import { unwrapFact } from '@pos/sync-engine'
import type { Row, Rows } from './rows.ts'
import type { TillBook } from './till-book.ts'

/** What got lost, doubled or changed on the way up: the till's bytes, the store's bytes, head office's inbox. */
export async function eventFaults(
  store: Rows,
  hq: Rows,
  tenantId: string,
  storeId: string,
  tills: readonly TillBook[],
): Promise<string[]> {
  const sent = await store.all(`select seq, event_id, lineage, type, payload, sha256, state from outbox order by seq`)
  const taken = await store.all(`select event_id, sha256, verdict from inbox`)
  const heard = await hq.all(
    `select event_id, seq, sha256, verdict from inbox where tenant_id = '${tenantId}' and store_id = '${storeId}'`,
  )
  return [
    ...tills.flatMap((till) => tillFaults(till, byEvent(taken), byEvent(sent))),
    ...hqFaults(sent, byEvent(heard)),
    ...(heard.length > sent.length ? [`head office heard ${heard.length} events, the store has ${sent.length}`] : []),
    ...badVerdicts(taken, 'the store'),
    ...badVerdicts(heard, 'head office'),
  ]
}

const byEvent = (rows: readonly Row[]) => new Map(rows.map((row) => [String(row['event_id']), row]))

function tillFaults({ events, unsent }: TillBook, taken: Map<string, Row>, sent: Map<string, Row>): string[] {
  const faults = unsent > 0 ? [`a till still has ${unsent} events to send`] : []
  for (const { eventId, type, payload, sha256: hash } of events) {
    if (taken.get(eventId)?.['sha256'] !== hash) faults.push(`the store did not take the till's ${type} ${eventId}`)
    if (type !== 'sale.completed') continue
    const text = textOf(sent.get(eventId))
    if (text === undefined || unwrapFact(text).fact !== payload)
      faults.push(`the store sends other bytes than the till made: ${eventId}`)
  }
  return faults
}

function hqFaults(sent: readonly Row[], heard: Map<string, Row>): string[] {
  const faults: string[] = []
  for (const row of sent) {
    const { event_id: id, type, state, seq } = row
    const there = heard.get(String(id))
    if (state !== 'acked') faults.push(`${String(type)} ${String(id)} is ${String(state)} in the outbox`)
    if (!there) faults.push(`head office never heard ${String(type)} ${String(id)}`)
    else if (there['sha256'] !== sha256(textOf(row) ?? '') || there['seq'] !== seq)
      faults.push(`head office heard ${String(type)} ${String(id)} otherwise`)
  }
  for (const [index, { seq }] of sent.entries()) {
    if (seq !== index + 1) faults.push(`the outbox has a gap before ${String(seq)}`)
  }
  return faults
}

function badVerdicts(rows: readonly Row[], where: string): string[] {
  return rows.flatMap((row) =>
    row['verdict'] === 'applied' || row['verdict'] === 'accepted_flagged'
      ? []
      : [`${where} says ${String(row['verdict'])} to ${String(row['event_id'])}`],
  )
}

function textOf(row: Row | undefined): string | undefined {
  return row && Buffer.from(String(row['payload']), 'hex').toString('utf8')
}
