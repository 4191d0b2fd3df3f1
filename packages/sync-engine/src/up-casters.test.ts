import { createHash } from 'node:crypto'
import type { Context } from '@pos/core'
import type { PushEvent } from '@pos/shared-types'
import { MemoryInbox, TEST_STORE, TEST_TENANT } from '@pos/testing'
import { expect, test } from 'vitest'
import { silentLog } from '../test/silent-log.ts'
import { anyFact, type EventHandler } from './event-handler.ts'
import { createIngest } from './ingest.ts'

type Tea = { readonly storeId: string; readonly leaves: number; readonly isGreen: boolean }
type Kept = { readonly fact: Tea; readonly payload: string }
type Tables = MemoryInbox<Kept>['tables']

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
const ctx: Context = { tenantId: TEST_TENANT, storeId: TEST_STORE, appContext: 'peer', correlationId: 'tea', at: 0 }
const LINEAGE = '019cad5e-5e00-7000-8000-000000000009'

function change(payload: string, edit: (told: Record<string, unknown>) => object): string | undefined {
  try {
    return JSON.stringify(edit(JSON.parse(payload)))
  } catch {
    return undefined
  }
}

/** Schema 1 said `grams`, schema 2 says `leaves`, schema 3 says whether they are green. */
const tea = (older: EventHandler<Tables>['older']): EventHandler<Tables> =>
  anyFact<Tables, Tea>({
    type: 'tea.brewed',
    schema: 3,
    older,
    read: (payload) => JSON.parse(payload),
    storeOf: ({ storeId }) => storeId,
    apply: ({ tx }, events) => events.forEach(({ fact, payload }) => tx.facts.push({ fact, payload })),
  })

const OLDER = new Map([
  [1, (payload: string) => change(payload, ({ grams, ...rest }) => ({ ...rest, leaves: Number(grams) * 100 }))],
  [2, (payload: string) => change(payload, (told) => ({ ...told, isGreen: false }))],
])

let made = 0
function brewed(schema: number, payload: string): PushEvent {
  made += 1
  const id = `019cad5e-5e00-7000-8000-${String(made).padStart(12, '0')}`
  const place = { eventId: id, seq: made, aggregateType: 'tea', aggregateId: id, aggregateSeq: 1 }
  const rest = { type: 'tea.brewed', hlc: 'h', wallTime: 0, catalogueVersion: 0 }
  return { ...place, ...rest, schema, payload, sha256: sha256(payload) }
}

async function take(older: EventHandler<Tables>['older'], ...events: PushEvent[]) {
  const store = new MemoryInbox<Kept>()
  const ingest = createIngest({ store, handlers: [tea(older)], sha256, log: silentLog })
  const { verdicts } = await ingest.receive(ctx, { lineage: LINEAGE, events })
  return { verdicts: verdicts.map(({ verdict }) => verdict), facts: store.tables.facts }
}

test('[SE63] events of every schema that ever was are read, side by side, and keep the bytes they came in', async () => {
  const first = JSON.stringify({ storeId: TEST_STORE, grams: 2 })
  const second = JSON.stringify({ storeId: TEST_STORE, leaves: 300 })
  const third = JSON.stringify({ storeId: TEST_STORE, leaves: 400, isGreen: true })
  const { verdicts, facts } = await take(OLDER, brewed(1, first), brewed(3, third), brewed(2, second))
  expect(verdicts).toEqual(['applied', 'applied', 'applied'])
  expect(facts).toEqual([
    { payload: first, fact: { storeId: TEST_STORE, leaves: 200, isGreen: false } },
    { payload: third, fact: { storeId: TEST_STORE, leaves: 400, isGreen: true } },
    { payload: second, fact: { storeId: TEST_STORE, leaves: 300, isGreen: false } },
  ])
})

test('[SE19] [SE63] an event of a newer schema, and a malformed one of an older, are parked', async () => {
  const good = JSON.stringify({ storeId: TEST_STORE, leaves: 1, isGreen: true })
  expect((await take(OLDER, brewed(4, good), brewed(1, 'not a fact'))).verdicts).toEqual(['parked', 'parked'])
})

test('[SE63] a handler that has lost the way from one schema to the next is refused at the start', () => {
  const handlers = [tea(new Map([...OLDER].slice(0, 1)))]
  const store = new MemoryInbox<Kept>()
  expect(() => createIngest({ store, handlers, sha256, log: silentLog })).toThrow('a schema below 3 cannot be read')
})
