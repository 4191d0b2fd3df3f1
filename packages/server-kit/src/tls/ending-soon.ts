import type { Instant } from '@pos/shared-types'
import { certificateFacts, type StoreCertificates } from './store-certificates.ts'

const DAY_MS = 24 * 3_600_000
/**
 * With fewer days left somebody must look. Every till must trust a new authority, and somebody walks to each of them; a
 * server's certificate was to be made anew by itself before.
 */
const LEAST_DAYS = { authority: 365, server: 30 } as const

export type Ending = { readonly which: keyof typeof LEAST_DAYS; readonly days: number }

/** What of a store's certificates ends soon, with whole days left: below 365 of the authority, 30 of the server's. */
export function endingSoon({ authority, server }: StoreCertificates, at: Instant): readonly Ending[] {
  const daysOf = (pem: string) => Math.floor((certificateFacts(pem).validToAt - at) / DAY_MS)
  const left: readonly Ending[] = [
    { which: 'authority', days: daysOf(authority.certificate) },
    { which: 'server', days: daysOf(server.certificate) },
  ]
  return left.filter(({ which, days }) => days < LEAST_DAYS[which])
}
