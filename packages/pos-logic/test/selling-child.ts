import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createTill, JOURNAL_STORES, type JournalStores } from '../src/index.ts'
import { fileStorage, newDeviceKey, newHasher, sha256 } from '../src/node/index.ts'
import { CASHIER, MemoryStore, PIN } from './memory-store.ts'
import { CASH, REGISTER } from './shop.ts'

/** A till in a process of its own: sells until it is killed and says on stdout what it was promised. */
const folder = process.argv[2] ?? ''
const store = new MemoryStore()
const till = await createTill({
  storage: await fileStorage<JournalStores>({ folder, names: JOURNAL_STORES, slackBytes: 200_000 }),
  api: store.api,
  push: store.push,
  offer: store.offer,
  pull: store.pull,
  digests: store.digests,
  clock: { now: () => Date.now() },
  ids: { next: () => randomUUID() },
  sha256,
  newHasher,
  steadyMs: () => performance.now(),
  random: Math.random,
  scheduler: {
    after: (delay, work) => {
      const timer = setTimeout(work, delay)
      return () => clearTimeout(timer)
    },
  },
  log: { info: () => undefined, warn: () => undefined },
  deviceKey: newDeviceKey(),
  device: { name: 'child', platform: 'test', storage: 'native', appVersion: '0.1.0' },
})

if (till.setUp.identity === undefined) await till.setUp.enrol('ABCDEF')
till.start()
while (!till.catalogue.isUsable) await new Promise((resolve) => setTimeout(resolve, 1))
if (till.setUp.lease === undefined) await till.setUp.takeRegister(REGISTER)
await till.staff.signIn(CASHIER, PIN)
if (till.shifts.current?.state !== 'open') await till.shifts.open({ floatMinor: 0 })
for (;;) {
  till.cart.add('APPLE', { quantityMilli: 2000 })
  till.cart.add('CHEESE', { quantityMilli: 350 })
  const { fact } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 10_000 }])
  writeSync(1, `${fact.sale.id} ${fact.sale.documentNo} ${fact.sale.hash}\n`)
}
