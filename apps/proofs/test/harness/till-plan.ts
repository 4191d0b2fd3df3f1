import type { Product } from './company.ts'

/** What a till process is told. */
export type TillPlan = {
  readonly folder: string
  readonly baseUrl: string
  /** Used once. */
  readonly code: string
  readonly registerId: string
  readonly cashierId: string
  readonly cashId: string
  readonly discountReasonId: string
  readonly products: readonly Product[]
  readonly seed: number
  /** Longest pause between two sales. */
  readonly pauseMs: number
}
