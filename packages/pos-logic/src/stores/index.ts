export { provideTill, type TillPorts } from './till/till-ports.ts'
export { emptyTill, hydrateTill, tillStores } from './till/hydrate.ts'
export { useTillStore } from './till/till-store.ts'
export { lampsOf, type Lamp } from './till/lamps.ts'
export { useStaffStore } from './till/staff-store.ts'
export { useShiftStore, type CountedDifference } from './till/shift-store.ts'
export { figuresOf, type ShiftFigures } from './till/shift-figures.ts'
export { useApprovalStore } from './till/approval-store.ts'
export type { ApprovalNeed } from '../till/approval-needed.ts'
export { useCartStore } from './till/cart-store.ts'
export type { CartRow, CartTax, CartTotals } from './till/cart-rows.ts'
export { usePaymentStore, type DoneSale, type PlannedPayment } from './till/payment-store.ts'
export type { TenderChoice } from './till/tender-choices.ts'
export { useReturnStore, type ReturnRow } from './till/return-store.ts'
export { useSalesStore, type SaleRow } from './till/sales-store.ts'
export { useBadgeStore } from './till/badge-store.ts'
export { useLockStore } from './till/lock-store.ts'
export { useScanStore, type ScanQuestion, type ScanScreens } from './till/scan-store.ts'
export { useProductStore, type ProductKey } from './till/product-store.ts'
export { useAction, type Action } from './use-action.ts'
export { createScanQueue, type ScanKey, type ScanQueue, type ScanQueueOptions } from '../scan/scan-queue.ts'
export type { ReceiptDiscount, ReceiptDocument, ReceiptLine, ReceiptPayment } from '../receipt/receipt-document.ts'
export type { ReceiptTax } from '../receipt/receipt-taxes.ts'
export type { AddOptions, DiscountChoice } from '../till/cart-desk.ts'
export { emptyBackOffice, backOfficeStores, hydrateBackOffice, readRightsAgain } from './back-office/hydrate.ts'
export {
  backOfficePorts,
  provideBackOffice,
  useSessionStore,
  type AppSecret,
  type BackOfficePorts,
  type SecondStep,
  type SessionUser,
} from './back-office/session-store.ts'
export { drillOutcomeOf, drillWorksOf, type DrillOutcome, type DrillWork } from './back-office/drill-works.ts'
export { questionsOf, secondsLeft, type Question } from './back-office/questions.ts'
export { createSessionKeeper, type SessionKeeper, type SessionMemory } from './session-keeper.ts'
export { useList } from './hq/use-list.ts'
export type { ArgsOf, Backend } from './back-office/backend.ts'
export { useLoad, type Loaded } from './hq/use-load.ts'
export { usePages, type Paged } from './hq/use-pages.ts'
export { followLiveNews, type LiveNews, type LiveNewsOptions } from './hq/live-news.ts'
export { toCsv, type CsvColumn, type CsvRow } from './hq/csv.ts'
export { dayFiguresOf, sumOf, type DayFigures, type Sums } from './hq/day-figures.ts'
export { addDays, datesBetween } from './hq/calendar.ts'
export { storeDaysOf, totalOf, trendOf, type StoreDay } from './hq/store-days.ts'
export {
  currenciesOf,
  dayChart,
  sortedRows,
  topChart,
  totalsOf,
  type Report,
  type ReportCell,
  type ReportChart,
  type ReportRow,
} from './hq/report-shape.ts'
export { PERIODS, spanOf, type Period, type Span } from './hq/report-period.ts'
export { useLiveLoad } from './hq/use-live-load.ts'
export { creationOf, emptyForm, RECEIPT_CHARACTERS, type ProductField, type ProductForm } from './hq/product-form.ts'
export { useProductEditor, type ProductEditor } from './hq/product-editor.ts'
export { useRecordEditor, type Conflict, type RecordEditor } from './hq/record-editor.ts'
export { useNewProduct, type FirstPrice, type NewProduct } from './hq/new-product.ts'
export { fieldProblemsOf, type FieldProblemKind, type FieldProblems } from './hq/product-problems.ts'
export { useProductBarcodes, type ProductBarcodes } from './hq/product-barcodes.ts'
export { useProductPrices, type PriceChange, type PriceList, type ProductPrices } from './hq/product-prices.ts'
export { priceTimesOf, type HeldPrice, type PriceTimes } from './hq/price-times.ts'
export { useArrivals, type Arrivals } from './hq/use-arrivals.ts'
export { storeRowsOf, worstFirst, type StoreRow, type StoreState } from './hq/store-rows.ts'
export { receiptOf, type ReceiptNames } from '../receipt/receipt-document.ts'
export { addressLinesOf, shopOf } from '../receipt/shop-of.ts'
export { useNewStore, type NewStore, type StoreField, type StoreForm, type StoreProblem } from './hq/new-store.ts'
export type { RecordProblems } from './hq/record-problems.ts'
export { useCompanyRules, type CompanyRules, type RuleValue } from './hq/company-rules.ts'
export { useUserEditor, type UserEditor, type UserField, type UserForm } from './hq/user-editor.ts'
export { useRoleEditor, type RoleEditor, type RoleField, type RoleForm } from './hq/role-editor.ts'
export {
  policyFormOf,
  ruleOn,
  withOperator,
  type PolicyField,
  type PolicyForm,
  type PolicyScalar,
  type PolicyView,
  type RuleForm,
} from './hq/policy-form.ts'
export {
  useApprovalEditor,
  usePolicyEditor,
  type ApprovalEditor,
  type ApprovalForm,
  type ApprovalView,
  type PolicyEditor,
} from './hq/policy-editor.ts'
export { operatorsOf as policyOperatorsOf } from '@pos/domain'
