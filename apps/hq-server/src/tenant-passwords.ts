import { createHmac } from 'node:crypto'
import { createSecretHasher, type HashCost, type SecretHasher } from '@pos/server-kit'
import type { TenantId } from '@pos/shared-types'

/** The passwords of each company, with a pepper of its own that its stores get too, so that people can sign in there. */
export type TenantPasswords = {
  readonly of: (tenantId: TenantId) => SecretHasher
  readonly pepperOf: (tenantId: TenantId) => Buffer
}

/** @param pepper head office's own 32 bytes; a company's are derived from them and do not lead back */
export function tenantPasswords(pepper: Buffer, cost: HashCost | undefined): TenantPasswords {
  const pepperOf = (tenantId: TenantId) => createHmac('sha256', pepper).update(`passwords of ${tenantId}`).digest()
  return {
    pepperOf,
    of: (tenantId) => createSecretHasher({ pepper: pepperOf(tenantId), ...(cost && { cost }) }),
  }
}
