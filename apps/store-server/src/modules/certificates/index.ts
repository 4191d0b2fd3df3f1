import { Readable } from 'node:stream'
import { DomainError } from '@pos/core'
import {
  certificateFacts,
  defineModule,
  handle,
  isServerName,
  once,
  recordAudit,
  streamAnswer,
  type Ending,
  type Renewal,
  type StoreCertificates,
} from '@pos/server-kit'
import {
  downloadAuthority as downloadCommand,
  renewCertificate as renewCommand,
  showCertificates as showCommand,
  type ResponseOf,
} from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'

/** How a store speaks https. */
export type StoreHttps = {
  /** Where https is answered. */
  readonly port: number
  /** As they are now: a renewal changes them while the server runs. */
  readonly certificates: () => StoreCertificates
  readonly endsSoon: () => readonly Ending['which'][]
  /** Makes the server's certificate anew; once it is kept, connections see it. */
  readonly prepare: (names: readonly string[] | undefined) => Promise<Renewal>
}

/** What a till needs to trust its store. Anybody may ask: a certificate is no secret. */
export const certificatesModule = ({ unitOfWork }: Pick<StoreNeeds, 'unitOfWork'>, https: StoreHttps | undefined) =>
  defineModule({
    name: 'certificates',
    routes: [
      handle(showCommand, () => viewOf(httpsOrRefuse(https))),
      handle(downloadCommand, () => {
        const { authority } = httpsOrRefuse(https).certificates()
        return streamAnswer('application/x-x509-ca-cert', Readable.from([`${authority.certificate}\n`]), {
          'content-disposition': 'attachment; filename="store-authority.crt"',
        })
      }),
      handle(renewCommand, async (request) => {
        const { names } = request.body
        if (names && !names.every(isServerName)) throw new DomainError('VALIDATION_FAILED')
        const held = httpsOrRefuse(https)
        const { certificates, keep } = await held.prepare(names)
        let before: ReturnType<typeof sensitive> | undefined
        return unitOfWork.write(request.ctx, 'certificates.renew', (unit) =>
          once(unit, request, async () => {
            // A unit that runs again has taken the new one into use already.
            before ??= sensitive(held.certificates())
            recordAudit(unit, {
              category: 'system',
              action: 'certificates.renew',
              before,
              after: sensitive(certificates),
            })
            // The last step: whatever fails before it leaves the certificate as it was.
            await keep()
            return viewOf(held)
          }),
        )
      }),
    ],
  })

function httpsOrRefuse(https: StoreHttps | undefined): StoreHttps {
  if (https === undefined) throw new DomainError('CERTIFICATES_MISSING')
  return https
}

function viewOf({ port, certificates, endsSoon }: StoreHttps): ResponseOf<typeof showCommand> {
  const { authority, server, askedNames } = certificates()
  const facts = certificateFacts(server.certificate)
  return {
    authority: { ...certificateFacts(authority.certificate), names: [] },
    server: { ...facts, names: [...facts.names] },
    httpsPort: port,
    askedNames: [...askedNames],
    endsSoon: [...endsSoon()],
  }
}

function sensitive({ server, askedNames }: StoreCertificates) {
  const { fingerprint, validToAt } = certificateFacts(server.certificate)
  return { fingerprint, validToAt, names: askedNames.join(' ') }
}
