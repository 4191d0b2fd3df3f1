import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTill, JOURNAL_STORES, type JournalStores } from '@pos/pos-logic'
import { deviceKeyFile, fileStorage } from '@pos/pos-logic/node'
import { seededRandom } from './random.ts'
import { PIN } from './pin.ts'
import { randomLines } from './random-cart.ts'
import { ring } from './ring.ts'
import type { TillPlan } from './till-plan.ts'
import { tillPorts } from './till-ports.ts'
import { until } from './until.ts'

/**
 * A till in a process of its own: goes on from its journal, sells until it is killed or its parent asks it to stop, and
 * says on stdout what it was promised, one sale a line, before it goes on.
 */
const plan = JSON.parse(process.argv[2] ?? '') as TillPlan
const storage = await fileStorage<JournalStores>({ folder: plan.folder, names: JOURNAL_STORES })
const deviceKey = await deviceKeyFile(join(plan.folder, 'device-key.pem'))
const till = await createTill(tillPorts({ baseUrl: plan.baseUrl, storage, deviceKey, seed: plan.seed }))
let isAsked = false
process.on('message', () => {
  isAsked = true
})

if (till.setUp.identity === undefined) await till.setUp.enrol(plan.code)
till.start()
await until('the till has a catalogue', () => till.catalogue.isUsable)
if (till.setUp.lease === undefined) {
  await until('the till has its register', async () => await till.setUp.takeRegister(plan.registerId))
}
await until('the cashier is signed in', async () => await till.staff.signIn(plan.cashierId, PIN), { everyMs: 100 })
if (till.shifts.current?.state !== 'open') await till.shifts.open({ floatMinor: 10_000 })

const random = seededRandom(plan.seed)
while (!isAsked) {
  const { sale } = await ring(till, plan.cashId, randomLines(plan, random))
  writeSync(1, `${JSON.stringify({ id: sale.id, hash: sale.hash, totalMinor: sale.totalMinor })}\n`)
  await sleep(random() * plan.pauseMs)
}
await until('everything is sent', async () => (await till.status()).unsent === 0, { limitMs: 60_000 })
const counts = till.shifts.expected().map(({ tenderTypeId, currency, expectedMinor }) => {
  return { tenderTypeId, currency, countedMinor: expectedMinor }
})
await till.shifts.close({ counts })
await until('the close is sent', async () => (await till.status()).unsent === 0, { limitMs: 60_000 })
await till.stop()
process.disconnect?.()
