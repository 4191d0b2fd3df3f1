import type { Cents, PaymentRecord, TenderTypeId } from '@pos/shared-types'
import type { CashRounding } from './cash-rounding.ts'

export type TenderKind = PaymentRecord['tenderKind']

/** What settling needs to know of a tender type. */
export type TenderType = CashRounding & {
  readonly id: TenderTypeId
  readonly name: string
  readonly kind: TenderKind
  /** Null: the currency of the sale. */
  readonly currency: string | null
  readonly canGiveChange: boolean
  readonly canRefund: boolean
  readonly isActive: boolean
}

type PaymentDetail =
  | 'refundOfPaymentId'
  | 'provider'
  | 'providerRef'
  | 'cardBrand'
  | 'cardLast4'
  | 'authCode'
  | 'reference'
export type PaymentDetails = Pick<PaymentRecord, PaymentDetail>

/** What a customer hands over on one tender; negative is given back to him. */
export type Tender = {
  readonly tenderTypeId: TenderTypeId
  readonly tenderedMinor: Cents
  /** How much of it is a tip, for the record; the tip itself is a line of the sale. */
  readonly tipMinor?: Cents | undefined
} & Partial<PaymentDetails>

/** The columns of a payment that settling decides. `amount = tendered − change`. */
export type SettledPayment = PaymentDetails &
  Pick<
    PaymentRecord,
    'tenderTypeId' | 'tenderKind' | 'currency' | 'tenderedMinor' | 'changeMinor' | 'amountMinor' | 'tipMinor'
  >

/** `payable = total + cashRounding = Σ payment amounts`. */
export type Settlement = {
  readonly payments: readonly SettledPayment[]
  readonly cashRoundingMinor: Cents
  readonly payableMinor: Cents
  readonly changeMinor: Cents
}
