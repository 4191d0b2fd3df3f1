import type { Cents } from '@pos/shared-types'
import type { IconName } from '../values/icons.ts'
import type { Tint } from '../values/tints.ts'

export type QuickKeyItem = {
  readonly id: string
  readonly name: string
  readonly icon?: IconName | undefined
  readonly tint?: Tint | undefined
  /** Left out for keys that are no product; null where a price is missing. */
  readonly cents?: Cents | null | undefined
  /** Of a price per weight, such as `kg`. */
  readonly unit?: string | undefined
  readonly state?: 'normal' | 'unavailable' | 'no-price' | undefined
  /** Why it cannot be pressed, such as "from 12:00". */
  readonly note?: string | undefined
}

export type QuickKeyPage = { readonly id: string; readonly name: string; readonly keys: readonly QuickKeyItem[] }
