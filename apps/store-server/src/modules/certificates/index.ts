import { Readable } from 'node:stream'
import { DomainError } from '@pos/core'
import { certificateFacts, defineModule, handle, streamAnswer, type StoreCertificates } from '@pos/server-kit'
import { downloadAuthority as downloadCommand, showCertificates as showCommand } from '@pos/shared-types'

/** How a store speaks https. */
export type StoreHttps = {
  /** Where https is answered. */
  readonly port: number
  /** As they are now: a renewal changes them while the server runs. */
  readonly certificates: () => StoreCertificates
}

/** What a till needs to trust its store. Anybody may ask: a certificate is no secret. */
export const certificatesModule = (https: StoreHttps | undefined) =>
  defineModule({
    name: 'certificates',
    routes: [
      handle(showCommand, () => {
        const { port, certificates } = httpsOrRefuse(https)
        const { authority, server } = certificates()
        return {
          authority: { ...certificateFacts(authority.certificate), names: [] },
          server: { ...certificateFacts(server.certificate), names: [...certificateFacts(server.certificate).names] },
          httpsPort: port,
        }
      }),
      handle(downloadCommand, () => {
        const { authority } = httpsOrRefuse(https).certificates()
        return streamAnswer('application/x-x509-ca-cert', Readable.from([authority.certificate]), {
          'content-disposition': 'attachment; filename="store-authority.crt"',
        })
      }),
    ],
  })

function httpsOrRefuse(https: StoreHttps | undefined): StoreHttps {
  if (https === undefined) throw new DomainError('NOT_FOUND')
  return https
}
