import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Context, Ids } from '@pos/core'
import { createLog } from '@pos/server-kit'
import type { PushBatch } from '@pos/shared-types'
import { TEST_STORE, TEST_TENANT, type FakeClock } from '@pos/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { REGISTER } from '../../test/catalogue.ts'
import { openShop, STORE_LINEAGE } from '../../test/shop.ts'
import { addToOutbox } from '../outbox.ts'
import { Store } from '../store.ts'
import { LINEAGE_MARK_FILE } from './lineage-mark.ts'

const ANOTHER = '019cad5e-5e00-7000-8000-0000000000ee'
const log = createLog({ name: 'test', level: 'silent' })

let folder: string
let clock: FakeClock
let ids: Ids
let store: Store

/** The folder of a store that has opened a shift, and so two series. */
beforeAll(async () => {
  const shop = await openShop()
  const manager = await shop.as('manager')
  await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 0 })
  ;({ clock, ids, store } = shop)
  ;({ folder } = shop.store.options)
  await shop.app.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = () => join(folder, LINEAGE_MARK_FILE)
const markNow = () => readFileSync(file(), 'utf8').trim().split(' ')
const ctx = (): Context => ({
  tenantId: TEST_TENANT,
  storeId: TEST_STORE,
  appContext: 'system',
  correlationId: 'test',
  at: clock.now(),
})
const rows = <Row>(statement: string) => store.database.unitOfWork.read(ctx(), (tx) => tx.prepare<Row>(statement).all())
const lastSeq = async () => (await rows<{ seq: number }>('select max(seq) as seq from outbox'))[0]?.seq ?? 0
const reopen = async () => (store = await Store.open({ folder, clock, ids, log }))

/** Why each lineage began, the newest last, when the store starts with this mark beside the records it has. */
async function startedWith(mark: string | undefined): Promise<readonly string[]> {
  await store.close()
  if (mark === undefined) rmSync(file())
  else writeFileSync(file(), mark)
  await reopen()
  return (await rows<{ reason: string }>('select reason from lineages order by reason')).map(({ reason }) => reason)
}

describe('a store that is started again', () => {
  afterAll(() => store.close())

  test('[SE37] with a mark at its last position, or one before it, is what it was', async () => {
    const seq = await lastSeq()
    expect(seq).toBeGreaterThan(0)
    expect(await startedWith(`${STORE_LINEAGE} ${seq}\n`)).toEqual(['created'])
    expect(await startedWith(`${STORE_LINEAGE} ${seq - 1}\n`)).toEqual(['created'])
    expect(markNow()).toEqual([STORE_LINEAGE, String(seq)])
  })

  test('[SE38] with a mark beyond its last position was restored: its series end and others begin, and it tells', async () => {
    const seq = await lastSeq()
    expect(await startedWith(`${STORE_LINEAGE} ${seq + 1}\n`)).toEqual(['created', 'restored'])
    const lineage = store.identity?.lineage
    expect(lineage).not.toBe(STORE_LINEAGE)
    const told = await rows<{ type: string; lineage: string }>(`select type, lineage from outbox where seq > ${seq}`)
    const renewed = ['series.closed', 'series.opened']
    expect(told.map(({ type }) => type)).toEqual(['device.lineage_started', ...renewed, ...renewed])
    expect(new Set(told.map((each) => each.lineage))).toEqual(new Set([lineage]))
    const series = await rows<{ code: string; closeReason: string | null }>(
      'select code, close_reason as closeReason from number_series order by length(code), code',
    )
    expect(series.map(({ closeReason }) => closeReason)).toEqual(['restored', 'restored', null, null])
    for (const { code } of series.slice(2)) expect(code).toMatch(/^[a-z]{4}$/)
    const [entry] = await rows(`select seq, action from audit_logs where node = '${lineage}'`)
    expect(entry).toEqual({ seq: 1, action: 'lineages.start' })
    expect(markNow()).toEqual([lineage, String(seq + 5)])
  })

  test('[SE38] with a mark of the lineage it has left died between two writes, and is what it was', async () => {
    expect(await startedWith(`${STORE_LINEAGE} 1000\n`)).toEqual(['created', 'restored'])
    expect(markNow()[0]).toBe(store.identity?.lineage)
  })

  test.each([
    ['of a lineage it does not know', `${ANOTHER} 1\n`],
    ['that cannot be read', 'something else'],
    ['that is gone', undefined],
  ])('[SE38] with a mark %s was restored', async (_, mark) => {
    const before = (await rows('select id from lineages')).length
    const reasons = await startedWith(mark)
    expect(reasons).toHaveLength(before + 1)
    expect(reasons.at(-1)).toBe('restored')
  })
})

describe('a store that sends', () => {
  let office: Server
  /** For each batch its last position, and the mark on the disk at that moment. */
  let heard: { readonly seq: number; readonly mark: readonly string[] }[]

  beforeEach(async () => {
    heard = []
    const hear = async (request: IncomingMessage, response: ServerResponse) => {
      const body = await text(request)
      if (request.url !== '/sync/v1/push') return response.writeHead(503).end()
      const { events } = JSON.parse(body) as PushBatch
      heard.push({ seq: events.at(-1)?.seq ?? 0, mark: markNow() })
      const verdicts = events.map(({ eventId }) => ({ eventId, verdict: 'applied' }))
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ verdicts }))
    }
    office = createServer((request, response) => void hear(request, response))
    office.listen(0, '127.0.0.1')
    await once(office, 'listening')
    await reopen()
  })
  afterEach(async () => {
    await store.close()
    office.closeAllConnections()
    office.close()
  })

  const connect = () => store.connect(`http://127.0.0.1:${(office.address() as AddressInfo).port}`)
  const tell = () =>
    store.database.unitOfWork.write(ctx(), 'test.tell', (unit) =>
      addToOutbox(unit, store.identity?.lineage ?? '', {
        eventId: ids.next(),
        type: 'test.told',
        aggregateType: 'test',
        aggregateId: ids.next(),
        aggregateSeq: 1,
        hlc: '1',
        payload: '{}',
      }),
    )

  test('[SE37] has it on the disk how far it went before head office hears of it', async () => {
    await connect()
    for (let n = 0; n < 5; n += 1) {
      await tell()
      const seq = await lastSeq()
      await vi.waitFor(() => expect(heard.at(-1)?.seq).toBe(seq))
    }
    for (const { seq, mark } of heard) {
      expect(mark[0]).toBe(store.identity?.lineage)
      expect(Number(mark[1])).toBeGreaterThanOrEqual(seq)
    }
  })

  test('[SE37] sends nothing while that cannot be written', async () => {
    await tell()
    const draft = `${file()}.new`
    mkdirSync(join(draft, 'in the way'), { recursive: true })
    await connect()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(heard).toEqual([])
    rmSync(draft, { recursive: true })
    store.upLink?.pusher.wake()
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0))
  })
})
