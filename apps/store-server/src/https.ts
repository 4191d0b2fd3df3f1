import type { Clock } from '@pos/core'
import {
  certificateFacts,
  ensureCertificates,
  hasCertificates,
  listenSecurely,
  type FastifyInstance,
  type Logger,
  type StoreCertificates,
} from '@pos/server-kit'
import type { Instant } from '@pos/shared-types'
import type { StoreHttps } from './modules/certificates/index.ts'

/** Certificates are looked at so often; thirty days are left when one is made anew. */
const LOOK_MS = 12 * 3_600_000
const DAY_MS = 24 * 3_600_000
/** Time to walk to every till with a new authority. */
const WARN_AUTHORITY_DAYS = 90
/** A server's certificate is made anew well before; if it was not, somebody must look. */
const WARN_SERVER_DAYS = 25

type Options = { readonly folder: string; readonly port: number; readonly clock: Clock; readonly log: Logger }

/** The store's https: certificates that are kept good while the server runs. */
export type Https = StoreHttps & {
  listen(app: FastifyInstance, host: string): Promise<{ readonly close: () => Promise<void> }>
}

/** Undefined for a store for which nobody has made certificates. */
export async function openHttps({ folder, port, clock, log }: Options): Promise<Https | undefined> {
  if (!(await hasCertificates(folder))) return undefined
  let current = await ensureCertificates({ folder, at: clock.now() })
  warnOfEnd(current, clock.now(), log)
  return {
    port,
    certificates: () => current,
    async listen(app, host) {
      const listener = await listenSecurely({ app, host, port, certificate: current.server })
      const renew = async () => {
        const looked = await ensureCertificates({ folder, at: clock.now() }).finally(() =>
          warnOfEnd(current, clock.now(), log),
        )
        if (!looked.isNew) return
        current = looked
        listener.use(looked.server)
        log.info('the certificate of this server was made anew')
      }
      const timer = setInterval(() => {
        renew().catch((error: unknown) => log.error({ err: error }, 'the certificate of this server was not renewed'))
      }, LOOK_MS)
      timer.unref()
      return {
        close() {
          clearInterval(timer)
          return listener.close()
        },
      }
    },
  }
}

/** Says in the log what ends soon and is not made anew by itself: the authority, which every till must trust anew. */
function warnOfEnd({ authority, server }: StoreCertificates, at: Instant, log: Logger): void {
  const daysOf = (pem: string) => Math.floor((certificateFacts(pem).validToAt - at) / DAY_MS)
  const [authorityDays, serverDays] = [daysOf(authority.certificate), daysOf(server.certificate)]
  if (authorityDays < WARN_AUTHORITY_DAYS)
    log.warn({ days: authorityDays }, 'the authority of this store ends soon: every till must trust a new one')
  if (serverDays < WARN_SERVER_DAYS) log.warn({ days: serverDays }, 'the certificate of this server ends soon')
}
