import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { documentNo, genesisOf, sealSale } from '@pos/domain'
import { newPeerKey, privateKeyOf, sha256, signedFetch, systemClock, uuidv7Ids, type Signer } from '@pos/server-kit'
import type { leaseRegister, PushEvent, ResponseOf, SaleFact, ShiftOpenedFact, ShiftRecord } from '@pos/shared-types'
import { pushBatches, type Pushed } from './push-batches.ts'
import { postJson } from './requests.ts'
import type { Shop } from './shop.ts'

type Lease = ResponseOf<typeof leaseRegister>
type Till = { readonly signer: Signer; readonly lineage: string; readonly lease: Lease; readonly shift: ShiftRecord }
type Act = Pick<PushEvent, 'eventId' | 'type' | 'aggregateType' | 'aggregateId' | 'payload'>

/** Enrols a till that makes the store's own sales once more as its own, and pushes them for `ms`. */
export async function pushFromTill(url: string, shop: Shop, count: number, ms: number): Promise<Pushed> {
  const { signer, lineage, events } = await tillEvents(url, shop, count)
  return pushBatches({ url, signer, lineage }, events, ms)
}

/** Enrols a till and gives what it has to push: its shift, and the store's own sales once more as its own. */
export async function tillEvents(url: string, shop: Shop, count: number) {
  const sold = readFacts(`${shop.storeFolder}/ops.db`, count)
  const till = await setUpTill(url, shop, sold)
  const acts = [opening(till), ...salesOf(till, sold)]
  const events = acts.map((act, index) => eventOf(act, index + 1, sold[0]?.sale.catalogueVersion ?? 0))
  return { signer: till.signer, lineage: till.lineage, events }
}

function readFacts(path: string, count: number): SaleFact[] {
  const books = new Database(path, { readonly: true })
  const payloads = books
    .prepare<[number], Buffer>(`select payload from outbox where type = 'sale.completed' order by seq desc limit ?`)
    .pluck()
    .all(count)
  books.close()
  return payloads.map((payload) => (JSON.parse(payload.toString()) as { fact: SaleFact }).fact)
}

async function setUpTill(url: string, shop: Shop, [example]: readonly SaleFact[]): Promise<Till> {
  if (example === undefined) throw new Error('the store has sold nothing yet')
  const { publicKey, privateKeyPem } = newPeerKey()
  const device = { name: 'Till of the bench', platform: 'bench', storage: 'native', appVersion: '0.1.0' }
  const enrolled = await postJson(
    `${url}/api/v1/devices`,
    { code: shop.enrolmentCode, publicKey, ...device },
    { 'idempotency-key': randomUUID() },
  )
  const signer = {
    peerId: String(enrolled['deviceId']),
    tenantId: shop.tenantId,
    privateKey: privateKeyOf(privateKeyPem),
  }
  const lineage = uuidv7Ids.next()
  const answer = await signedFetch(signer, systemClock)(`${url}/api/v1/registers/${shop.tillRegisterId}/lease`, {
    method: 'POST',
    body: JSON.stringify({ lineage, tab: 'bench' }),
  })
  if (!answer.ok) throw new Error(`the register is not free: ${await answer.text()}`)
  const lease = (await answer.json()) as Lease
  const { storeId, businessOn, timeZone, userId } = example.sale
  const shift: ShiftRecord = {
    id: uuidv7Ids.next(),
    storeId,
    registerId: shop.tillRegisterId,
    deviceId: signer.peerId,
    lineage,
    zNumber: lease.lastZNumber + 1,
    businessOn,
    timeZone,
    state: 'open',
    openedAt: systemClock.now(),
    openedById: userId,
    closedAt: null,
    closedById: null,
    differenceReasonId: null,
    lastSaleNumber: null,
  }
  return { signer, lineage, lease, shift }
}

function opening({ shift }: Till): Act {
  const { id: shiftId, storeId, businessOn, deviceId, openedById: userId, openedAt: occurredAt } = shift
  const eventId = uuidv7Ids.next()
  const fact: ShiftOpenedFact = {
    shift,
    float: {
      id: uuidv7Ids.next(),
      storeId,
      eventId,
      lineNo: 1,
      occurredAt,
      businessOn,
      deviceId,
      userId,
      shiftId,
      kind: 'float',
      currency: 'USD',
      amountMinor: 0,
      reasonCodeId: null,
      note: null,
    },
  }
  return { eventId, type: 'shift.opened', aggregateType: 'shift', aggregateId: shiftId, payload: JSON.stringify(fact) }
}

function salesOf({ lease, shift, signer }: Till, sold: readonly SaleFact[]): Act[] {
  const series = lease.series.find(({ document }) => document === 'sale')
  if (series === undefined) throw new Error('the lease gave no series of sales')
  const { storeCode, registerCode, registerId } = lease
  const place = {
    deviceId: signer.peerId,
    registerId,
    shiftId: shift.id,
    seriesId: series.id,
    capture: 'offline',
  } as const
  let prevHash = genesisOf({ registerId, id: series.id }, sha256)
  return sold.map((fact, index) => {
    const number = index + 1
    const printed = documentNo({ storeCode, registerCode, letter: 'S', seriesCode: series.code, number })
    const made = sealSale(withNewIds(fact, { ...place, number, documentNo: printed }), prevHash, sha256)
    prevHash = made.sale.hash
    const { id: aggregateId, eventId } = made.sale
    return { eventId, type: 'sale.completed', aggregateType: 'sale', aggregateId, payload: JSON.stringify(made) }
  })
}

/** The same goods sold once more, on another register. */
function withNewIds(
  { sale, lines, taxes, discounts, payments }: SaleFact,
  changes: Partial<SaleFact['sale']>,
): SaleFact {
  const id = uuidv7Ids.next()
  const lineIds = new Map(lines.map((line) => [line.id, uuidv7Ids.next()]))
  const ofLine = (saleLineId: string) => ({ id: uuidv7Ids.next(), saleLineId: lineIds.get(saleLineId) ?? saleLineId })
  const shiftId = changes.shiftId ?? sale.shiftId
  return {
    sale: { ...sale, ...changes, id, eventId: uuidv7Ids.next() },
    lines: lines.map((line) => ({ ...line, id: lineIds.get(line.id) ?? line.id, saleId: id })),
    taxes: taxes.map((tax) => ({ ...tax, ...ofLine(tax.saleLineId) })),
    discounts: discounts.map((discount) => ({ ...discount, ...ofLine(discount.saleLineId) })),
    payments: payments.map((payment) => ({ ...payment, id: uuidv7Ids.next(), saleId: id, shiftId })),
  }
}

function eventOf(act: Act, seq: number, catalogueVersion: number): PushEvent {
  const wallTime = systemClock.now()
  const hlc = `${String(wallTime).padStart(15, '0')}-0000-000000000000`
  return { ...act, aggregateSeq: 1, seq, schema: 1, hlc, wallTime, catalogueVersion, sha256: sha256(act.payload) }
}
