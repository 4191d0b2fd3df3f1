import type { Till } from '@pos/pos-logic'
import type { Chain, Site } from './chain.ts'
import { storeRows } from './rows.ts'
import { until } from './until.ts'

/** Waits until everything that was made or noted has been handed up: nothing unsent at a till or a store. */
export async function settled(chain: Chain, tills: readonly Till[] = [], limitMs = 60_000): Promise<void> {
  for (const till of tills) {
    await until('a till has sent everything', async () => (await till.status()).unsent === 0, { limitMs })
  }
  for (const site of chain.sites) await storeSettled(site, limitMs)
}

/** The limit is for standing still: how long a long queue takes depends on the machine. */
async function storeSettled({ folder, plan }: Site, limitMs: number): Promise<void> {
  const rows = storeRows(folder)
  const openCount = async () => {
    const [row] = await rows.all(`select (select count(*) from outbox where state not in ('acked', 'parked')) +
      (select coalesce(sum(seq - sent_seq), 0) from audit_heads) as open`)
    return Number(row?.['open'])
  }
  try {
    for (let open = await openCount(); open > 0;) {
      const before = open
      await until(
        `${plan.code} sends one of ${before} that wait`,
        async () => {
          open = await openCount()
          return open < before
        },
        { limitMs, everyMs: 25 },
      )
    }
  } catch (error) {
    const waits = await rows.all(`select state, last_code, max(attempts) as attempts, count(*) as entries,
      min(next_attempt_at) - unixepoch('subsec') * 1000 as due_in_ms from outbox
      where state not in ('acked', 'parked') group by state, last_code`)
    throw new Error(`${plan.code} stands still with ${JSON.stringify(waits)} in its outbox`, { cause: error })
  } finally {
    await rows.close()
  }
}
