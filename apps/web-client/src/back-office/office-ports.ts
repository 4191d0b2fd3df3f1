import { createAdapter, type Adapter } from '@pos/backend-adapter'
import { browserClock, browserIds, browserScheduler } from '@pos/pos-logic/browser'
import { createSessionKeeper, emptyBackOffice, readRightsAgain, type BackOfficePorts } from '@pos/pos-logic/stores'
import { refreshSession } from '@pos/shared-types'
import type { OfficeArea } from './area.ts'

const UNREACHABLE = { hq: 'HQ_UNREACHABLE', store: 'STORE_UNREACHABLE' } as const

/** The server behind the address of the page. A session that ended there ends here too. */
export function officePorts(area: OfficeArea, language: () => string): BackOfficePorts {
  const keeper = createSessionKeeper({
    clock: browserClock,
    memory: localStorage,
    name: `pos.${area}-session`,
    refresh: () => backend.execute(refreshSession, {}),
    alone,
  })
  const backend: Adapter = createAdapter({
    baseUrl: location.origin,
    token: () => keeper.token(),
    renew: () => keeper.renew(),
    language,
    newKey: () => browserIds.next(),
    wait: (ms) => new Promise((resolve) => browserScheduler.after(ms, () => resolve())),
    unreachable: UNREACHABLE[area],
    onSignedOut: emptyBackOffice,
    onDenied: readRightsAgain,
  })
  return { backend, keeper, clock: browserClock }
}

/** A page on a LAN without HTTPS has no locks; the server bears with two tabs that come at once. */
function alone<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const { locks } = navigator as { readonly locks?: LockManager }
  return locks === undefined ? work() : locks.request(name, work)
}
