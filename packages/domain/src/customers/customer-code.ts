import type { CustomerId } from '@pos/shared-types'

/**
 * The code of a new customer: short enough to be read out, and made without asking anybody. It begins with the code of
 * the store, or with `HQ`.
 *
 * @example customerCode('SJU', '019cad5e-0000-7000-8000-0000cc2504ee') // SJU-CC2504EE
 */
export function customerCode(place: string, id: CustomerId): string {
  return `${place}-${id.slice(-8).toUpperCase()}`
}
