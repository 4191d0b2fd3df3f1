import { createAdapter } from '@pos/backend-adapter'
import { browserClock, browserIds, browserScheduler } from '@pos/pos-logic/browser'
import { emptyHq, keptToken, type HqPorts } from '@pos/pos-logic/stores'

/** Head office behind the address of the page. A session that ended there ends here too. */
export function hqPorts(language: () => string): HqPorts {
  const session = { memory: sessionStorage, clock: browserClock }
  const backend = createAdapter({
    baseUrl: location.origin,
    token: () => keptToken(session),
    language,
    newKey: () => browserIds.next(),
    wait: (ms) => new Promise((resolve) => browserScheduler.after(ms, () => resolve())),
    onSignedOut: emptyHq,
  })
  return { backend, ...session }
}
