import type { Clock } from '@pos/core'
import {
  endingSoon,
  ensureCertificates,
  hasCertificates,
  listenSecurely,
  prepareRenewal,
  type Ending,
  type FastifyInstance,
  type Logger,
  type SecureListener,
  type StoreCertificates,
} from '@pos/server-kit'
import type { StoreHttps } from './modules/certificates/index.ts'

/** So often certificates are looked at, and made anew in good time. */
const LOOK_MS = 12 * 3_600_000
const ENDS_SOON: Readonly<Record<Ending['which'], string>> = {
  authority: 'the authority of this store ends soon: every till must trust a new one',
  server: 'the certificate of this server ends soon',
}

type Options = { readonly folder: string; readonly port: number; readonly clock: Clock; readonly log: Logger }

/** The store's https: certificates that are kept good while the server runs. */
export type Https = StoreHttps & {
  listen(app: FastifyInstance, host: string): Promise<Pick<SecureListener, 'port' | 'close'>>
}

/** Undefined for a store for which nobody has made certificates. */
export async function openHttps({ folder, port, clock, log }: Options): Promise<Https | undefined> {
  if (!(await hasCertificates(folder))) return undefined
  let current = await ensureCertificates({ folder, at: clock.now() })
  let listener: SecureListener | undefined
  const warn = () => {
    for (const { which, days } of endingSoon(current, clock.now())) log.warn({ days }, ENDS_SOON[which])
  }
  const take = (made: StoreCertificates) => {
    current = made
    listener?.use(made.server)
    log.info('the certificate of this server was made anew')
  }
  const look = async () => {
    const found = await ensureCertificates({ folder, at: clock.now() }).finally(warn)
    if (found.isNew) take(found)
  }
  warn()
  return {
    port,
    certificates: () => current,
    endsSoon: () => endingSoon(current, clock.now()).map(({ which }) => which),
    async prepare(names) {
      const { certificates, keep } = await prepareRenewal({ folder, at: clock.now(), names })
      return { certificates, keep: () => keep().then(() => take(certificates)) }
    },
    async listen(app, host) {
      const opened = await listenSecurely({ app, host, port, certificate: current.server })
      listener = opened
      const timer = setInterval(() => {
        look().catch((error: unknown) => log.error({ err: error }, 'the certificate of this server was not renewed'))
      }, LOOK_MS)
      timer.unref()
      return {
        port: opened.port,
        close() {
          clearInterval(timer)
          return opened.close()
        },
      }
    },
  }
}
