import type { Instant } from '@pos/shared-types'

export type LampKind = 'store' | 'hq' | 'prices'
/** Good; away or old, and since when; not used here or stopped. */
export type LampState = 'ok' | 'warn' | 'off'

export type Lamp = { readonly kind: LampKind; readonly state: LampState; readonly since?: Instant | null | undefined }

export type LampDetail = Lamp & {
  readonly lastContactAt?: Instant | null | undefined
  readonly version?: string | number | undefined
}
