import type { PricedCart, Settlement, TenderType } from '@pos/domain'
import type {
  Cents,
  Quantity,
  Redemption,
  SaleFact,
  SaleId,
  SaleLineId,
  SaleLineInput,
  SaleLineRecord,
  TenderInput,
} from '@pos/shared-types'
import type { Settings } from '@pos/server-kit'
import type { Item } from '../../selling/item.ts'
import type { SellingView } from '../../selling/selling-catalogue.ts'
import type { Consent } from '../../consent/consent.ts'
import type { OpenRegister } from './open-register.ts'

/** One line that the store server is about to sell, with the price that will stand on it. */
export type DraftLine = {
  /** Becomes the id of the line. */
  readonly id: SaleLineId
  readonly item: Item
  readonly input: SaleLineInput
  /** In base units: a scanned pack stands for all it holds. */
  readonly quantityMilli: Quantity
  readonly listPriceMinor: Cents
  readonly priceMinor: Cents
  readonly perMilli: number
  readonly priceSource: SaleLineRecord['priceSource']
  /** The line it returns, when it returns one. */
  readonly original: SaleLineRecord | null
  readonly returnReasonId: string | null
  /** What becomes of goods that come back; null for goods that go. */
  readonly restock: SaleLineRecord['restock']
}

/** A sale before it is made: everything rules judge, nothing that is taken. */
export type SaleDraft = {
  /** Becomes the id of the sale. */
  readonly id: SaleId
  /** Where the sale will be made; undefined when a till asks about a sale of its own. */
  readonly register: OpenRegister | undefined
  readonly view: SellingView
  readonly lines: readonly DraftLine[]
  readonly priced: PricedCart
  readonly tenderTypes: readonly TenderType[]
  /** What is handed over, before it is settled. */
  readonly tenders: readonly Pick<TenderInput, 'tenderTypeId' | 'tenderedMinor' | 'code'>[]
  /** How the tenders cover the total; throws the refusal when they do not. */
  readonly settlement: () => Settlement
  /** What of it is paid from cards and credit; throws the refusal when that is not lent to this store. */
  readonly redemptions: () => readonly Redemption[]
  readonly expectedPayableMinor: Cents | undefined
  /** The sale all lines of a return come from. */
  readonly original: SaleFact | null
  readonly settings: Settings
  readonly note: string | null
  readonly consent: Consent
}
