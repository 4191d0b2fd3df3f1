import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { hydrateTill, provideTill } from '../src/stores/index.ts'
import { openTill, type newTill, type TillUnderTest } from './new-till.ts'

export type TillApp = TillUnderTest & { readonly runTimers: () => void; readonly starts: () => number }

/** The stores over a till that is signed in; with a shift open unless told. Timers run when told. */
export async function tillApp(open: typeof newTill | typeof openTill = openTill): Promise<TillApp> {
  const made = await open()
  made.store.expectedTotal = () => made.till.cart.price().totalMinor
  const waiting = new Set<() => void>()
  let starts = 0
  const app = createApp({})
  const pinia = createPinia()
  app.use(pinia)
  provideTill(app, {
    till: made.till,
    clock: made.clock,
    scheduler: {
      after(_, work) {
        waiting.add(work)
        return () => waiting.delete(work)
      },
    },
    start: () => (starts += 1),
  })
  setActivePinia(pinia)
  await hydrateTill()
  return {
    ...made,
    starts: () => starts,
    runTimers() {
      const due = Array.from(waiting)
      waiting.clear()
      for (const work of due) work()
    },
  }
}
