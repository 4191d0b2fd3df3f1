import { createAdapter } from '@pos/backend-adapter'
import { browserClock, browserIds, browserScheduler } from '@pos/pos-logic/browser'
import { emptyBackOffice, keptToken, type BackOfficePorts } from '@pos/pos-logic/stores'
import type { OfficeArea } from './area.ts'

const UNREACHABLE = { hq: 'HQ_UNREACHABLE', store: 'STORE_UNREACHABLE' } as const

/** The server behind the address of the page. A session that ended there ends here too. */
export function officePorts(area: OfficeArea, language: () => string): BackOfficePorts {
  const session = { memory: sessionStorage, clock: browserClock }
  const backend = createAdapter({
    baseUrl: location.origin,
    token: () => keptToken(session),
    language,
    newKey: () => browserIds.next(),
    wait: (ms) => new Promise((resolve) => browserScheduler.after(ms, () => resolve())),
    unreachable: UNREACHABLE[area],
    onSignedOut: emptyBackOffice,
  })
  return { backend, ...session }
}
