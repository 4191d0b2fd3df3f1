export { allocate } from '@pos/tax-engine'
export type {
  Cart,
  CartLine,
  Discount,
  LineCopy,
  LineDiscount,
  LineFigures,
  LineTax,
  PricingOptions,
  SaleTotals,
} from './cart.ts'
export { priceCart } from './price-cart.ts'
export type { PricedCart } from './priced-cart.ts'
export { lineDiscounts, lineTaxes } from './priced-line.ts'
export { lineGross } from './line-gross.ts'
export { Refusal, type RefusalParams } from './refusal.ts'
export { cashRounding, type CashRounding } from './cash-rounding.ts'
export type { PaymentDetails, SettledPayment, Settlement, Tender, TenderKind, TenderType } from './tender.ts'
export { settle, type Due } from './settle.ts'
export { restFor } from './rest-for.ts'
export { denominationsOf, handOut, type Denomination } from './denominations.ts'
export { quickCash } from './quick-cash.ts'
export { DOCUMENT_LETTERS, documentNo, parseDocumentNo } from './document-no.ts'
export { readReceiptCode, type ReceiptCode } from './receipt-code.ts'
export type { DocumentKind, DocumentLetter, DocumentNo } from './document-no.ts'
export { lineageSeriesCode, nextSeriesCode, seriesCode } from './series-code.ts'
export type { SeriesPlace } from './series-place.ts'
export { canonicalSale, type UnsealedSale } from './canonical-sale.ts'
export { checkCode } from './check-code.ts'
export { genesisOf, isSealed, sealSale, verifyChain, type ChainFault, type Sha256 } from './receipt-chain.ts'
export { makeSaleFact, type SaleHeader, type SaleLineDetails, type SaleParts } from './make-sale-fact.ts'
export { saleKind } from './sale-kind.ts'
export { checkSaleFact, signsFollowQuantity, type Finding } from './check-sale-fact.ts'
export { returnLines, type ReturnLine, type ReturnRequest } from './return-lines.ts'
export { voidOf, type VoidParts } from './void-of.ts'
export { addTotals, totalKey, totalsOf, totalsOfAbandonedCart, totalsOfCashMovement } from './shift-totals.ts'
export { countDifference, expectedDrawer, type CountedTender } from './shift-count.ts'
export { isZSealed, sealHash, sealShift, type ShiftParts } from './seal-shift.ts'
export { nextShiftState, SHIFT_TRANSITIONS, type ShiftEvent, type ShiftState } from './shift-life.ts'
export { nextSaleState, SALE_TRANSITIONS, type SaleEvent, type SaleState } from './sale-life.ts'
export { permissionsFor, type SaleContent } from './permissions-for.ts'
export { saleContent, type ContentMarks, type ContentSource } from './sale-content.ts'
export { businessDateAt, localHour, localMinute, nextLocalMinute } from './local-time.ts'
export { checkDigit, isGtin, toGtin14 } from './gtin.ts'
export {
  actHash,
  actsOf,
  isApprovableRule,
  isDoneInCart,
  NO_LIMIT,
  rightToApprove,
  type ActLimits,
  type ActSource,
  type ApprovableRule,
  type ApprovalAct,
  type ApprovalAction,
} from './approval-act.ts'
export { approvalFault, CLOCKS_APART_MS, isCovered, misfit, type ApprovedSale } from './approval-fault.ts'
export { deepestDiscount, saleActions } from './access/act-facts.ts'
export { settingFits } from './setting-fits.ts'
export { approvalLifeMs, policyLifeS } from './access/approval-life.ts'
export { mayBeRemote } from './access/remote-approval.ts'
export { policyRefusal, type PolicyAttempt } from './access/policies.ts'
export { isPolicyAttribute, isSound, operatorsOf } from './access/conditions.ts'
export { kindOfRight, type RightKind } from './access/right-kind.ts'
export { RightsWatch, type KeptWatch, type RightsState } from './access/rights-watch.ts'
export { customerCode } from './customers/customer-code.ts'
export { mergeFields, type Clash, type Merge } from './customers/merge-fields.ts'
export { isSpendable, spendableMinor, type AllowanceUse, type HeldAllowance } from './values/allowance.ts'
export { readValueCode, VALUE_CODE_BYTES, valueCode } from './values/value-code.ts'
export {
  freeMinor,
  ValueFold,
  type AccountStanding,
  type LentStanding,
  type Posting,
  type Redeemed,
} from './values/value-fold.ts'
