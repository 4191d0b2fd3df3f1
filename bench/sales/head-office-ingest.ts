import { identityOf, waitingIn } from '../links/closed-store.ts'
import { ServerProcess } from '../server-process.ts'
import { pushBatches, together, type Pushed } from './push-batches.ts'
import type { Shop } from './shop.ts'

/** Gives a head office in a process of its own what waits in the outboxes of stores that are closed, all at once. */
export async function pushToHeadOffice(shops: readonly [Shop, ...Shop[]], count: number, ms: number): Promise<Pushed> {
  const senders = shops.map(({ storeFolder }) => ({
    ...identityOf(storeFolder),
    events: waitingIn(storeFolder, count),
  }))
  const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: shops[0].hqFolder })
  try {
    return together(
      await Promise.all(
        senders.map(({ signer, lineage, events }) => pushBatches({ url: hq.url, signer, lineage }, events, ms)),
      ),
    )
  } finally {
    await hq.stop()
  }
}
