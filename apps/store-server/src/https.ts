import type { Clock } from '@pos/core'
import { ensureCertificates, hasCertificates, listenSecurely, type FastifyInstance, type Logger } from '@pos/server-kit'
import type { StoreHttps } from './modules/certificates/index.ts'

/** Certificates are looked at so often; thirty days are left when one is made anew. */
const LOOK_MS = 12 * 3_600_000

type Options = { readonly folder: string; readonly port: number; readonly clock: Clock; readonly log: Logger }

/** The store's https: certificates that are kept good while the server runs. */
export type Https = StoreHttps & {
  listen(app: FastifyInstance, host: string): Promise<{ readonly close: () => Promise<void> }>
}

/** Undefined for a store for which nobody has made certificates. */
export async function openHttps({ folder, port, clock, log }: Options): Promise<Https | undefined> {
  if (!(await hasCertificates(folder))) return undefined
  let current = await ensureCertificates({ folder, at: clock.now() })
  return {
    port,
    certificates: () => current,
    async listen(app, host) {
      const listener = await listenSecurely({ app, host, port, certificate: current.server })
      const renew = async () => {
        const looked = await ensureCertificates({ folder, at: clock.now() })
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
