import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { Approval, APPROVAL_METHODS, APPROVAL_STATES, ApprovalRequest } from '../facts/approval.ts'
import { SaleFact } from '../facts/sale.ts'
import { SaleFlagRecord } from '../facts/flag.ts'
import { Counted, ShiftCountRecord, ShiftRecord, ShiftTotalRecord, ZReportRecord } from '../facts/shift.ts'
import { amount, count, dateOn, instant, label, milli, minor, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import { valueCode } from '../values.ts'
import type { RegisterId, SaleId, SaleLineId, ShiftId, StoreId, TenderTypeId, UserId, VariantId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'

/** A reduction decided by a person: a rate or an amount, never both. */
export const DiscountInput = strict({
  ratePpm: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  amountMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 9_007_199_254_740_991 })),
  reasonCodeId: Type.Optional(uuid()),
})
export type DiscountInput = Static<typeof DiscountInput>

/** Positive quantity leaves the shop. Negative without an original is a return without receipt. */
export const SaleLineInput = strict({
  /** Becomes the id of the line; named by whoever asks for an approval of it. */
  id: Type.Optional(uuid<SaleLineId>()),
  variantId: Type.Optional(uuid<VariantId>()),
  /** Barcode or SKU, instead of `variantId`. */
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  quantityMilli: milli(),
  /** Keyed price: of an open-price product, or an override. The list price when left out. */
  priceMinor: Type.Optional(amount()),
  perMilli: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  discount: Type.Optional(DiscountInput),
})
export type SaleLineInput = Static<typeof SaleLineInput>

/** What is handed over on one tender; negative pays out. */
export const TenderInput = strict({
  tenderTypeId: uuid<TenderTypeId>(),
  tenderedMinor: minor(),
  reference: Type.Optional(text(128)),
  cardLast4: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
  /** Of the gift card or the paper of credit that is paid with. */
  code: Type.Optional(valueCode()),
})
export type TenderInput = Static<typeof TenderInput>

/** Content of a sale, without number: what rules judge and permissions are derived from. */
export const SaleContent = strict({
  /** Becomes the id of the sale; named by whoever asks for an approval of it. */
  id: Type.Optional(uuid<SaleId>()),
  registerId: uuid<RegisterId>(),
  lines: Type.Array(SaleLineInput, { maxItems: 1000 }),
  cartDiscount: Type.Optional(DiscountInput),
  payments: Type.Optional(Type.Array(TenderInput, { maxItems: 20 })),
  /** What the client shows as due; a difference is refused. */
  expectedPayableMinor: Type.Optional(minor()),
  note: Type.Optional(text(1000)),
  /** Approvals of this server that are to be used for this sale. */
  approvalIds: Type.Optional(Type.Array(uuid(), { maxItems: 100 })),
})
export type SaleContent = Static<typeof SaleContent>

export const SaleSummary = strict({
  id: uuid<SaleId>(),
  documentNo: text(64),
  number: count(),
  kind: oneOf('sale', 'return', 'exchange', 'void'),
  businessOn: dateOn(),
  completedAt: instant(),
  currency: text(3),
  grossMinor: minor(),
  discountMinor: minor(),
  taxMinor: minor(),
  totalMinor: minor(),
  cashRoundingMinor: minor(),
  payableMinor: minor(),
  changeMinor: minor(),
  hash: text(64),
  checkCode: text(16),
})
export type SaleSummary = Static<typeof SaleSummary>

/** What a till asks: its own sale, with the consent that was given at the till. */
export const SaleQuestion = strict({
  ...SaleContent.properties,
  approvals: Type.Optional(Type.Array(Approval, { maxItems: 100 })),
})
export type SaleQuestion = Static<typeof SaleQuestion>

export const checkSale = defineCommand({
  name: 'sales.check',
  method: 'POST',
  path: '/sales/check',
  summary: 'May this sale be completed? Asked while the customer is there, before a number is taken',
  access: { store: ['pos:sell'] },
  audit: 'none',
  body: SaleQuestion,
  response: strict({ grossMinor: minor(), discountMinor: minor(), taxMinor: minor(), totalMinor: minor() }),
  bodyLimit: 512 * 1024,
})

export const completeSale = defineCommand({
  name: 'sales.complete',
  method: 'POST',
  path: '/sales',
  summary: 'Complete a sale on a register of the store server (for clients without a journal)',
  access: { store: ['pos:sell'] },
  audit: 'money',
  isAuditedByContent: true,
  isKeyed: true,
  body: SaleContent,
  response: SaleSummary,
  status: 201,
  bodyLimit: 512 * 1024,
})

export const returnSale = defineCommand({
  name: 'sales.return',
  method: 'POST',
  path: '/sales/returns',
  summary: 'Take goods of a known sale back at the price that was paid',
  access: { store: ['pos:refund'] },
  audit: 'money',
  isKeyed: true,
  body: strict({
    registerId: uuid<RegisterId>(),
    originalSaleId: uuid<SaleId>(),
    lines: Type.Array(
      strict({
        originalLineId: uuid<SaleLineId>(),
        quantityMilli: Type.Integer({ minimum: 1, maximum: 9_007_199_254_740_991 }),
        reasonCodeId: Type.Optional(uuid()),
      }),
      { minItems: 1, maxItems: 1000 },
    ),
    refundTenderTypeId: uuid<TenderTypeId>(),
  }),
  response: SaleSummary,
  status: 201,
})

/** What was agreed to for a sale, and by whom. */
const SaleApproval = strict({
  id: uuid(),
  action: ApprovalRequest.properties.action,
  partId: ApprovalRequest.properties.partId,
  amountMinor: ApprovalRequest.properties.amountMinor,
  ratePpm: ApprovalRequest.properties.ratePpm,
  state: oneOf(...APPROVAL_STATES),
  requestedById: uuid<UserId>(),
  requestedByName: orNull(text()),
  approverId: orNull(uuid<UserId>()),
  approverName: orNull(text()),
  method: orNull(oneOf(...APPROVAL_METHODS)),
  decidedAt: orNull(instant()),
})
export type SaleApproval = Static<typeof SaleApproval>

const SaleDocument = strict({
  ...SaleFact.properties,
  flags: Type.Array(SaleFlagRecord),
  approvals: Type.Array(SaleApproval),
})
export type SaleDocument = Static<typeof SaleDocument>

const SaleRow = strict({
  id: uuid<SaleId>(),
  storeId: uuid<StoreId>(),
  documentNo: text(64),
  kind: text(16),
  businessOn: dateOn(),
  completedAt: instant(),
  totalMinor: minor(),
  currency: text(3),
})

export const listSales = defineCommand({
  name: 'sales.list',
  method: 'GET',
  path: '/sales',
  summary: 'Sales, newest first',
  access: { hq: ['hq:sales.view'], store: ['store:sales.view'] },
  query: strict({
    ...listQuery,
    storeId: Type.Optional(uuid<StoreId>()),
    from: Type.Optional(dateOn()),
    to: Type.Optional(dateOn()),
    /** A receipt's number as printed, its last digits alone, or its chain code. */
    receipt: Type.Optional(label(80)),
  }),
  response: pageOf(SaleRow),
})

export const getSale = defineCommand({
  name: 'sales.get',
  method: 'GET',
  path: '/sales/:id',
  summary: 'One sale with everything on it',
  access: { hq: ['hq:sales.view'], store: ['store:sales.view', 'pos:refund'] },
  params: strict({ id: uuid<SaleId>() }),
  response: SaleDocument,
})

export const listRelatedSales = defineCommand({
  name: 'sales.related',
  method: 'GET',
  path: '/sales/:id/related',
  summary: 'The sales that a sale takes goods back of or voids, and those that do so with it, oldest first',
  access: { hq: ['hq:sales.view'] },
  params: strict({ id: uuid<SaleId>() }),
  response: strict({ items: Type.Array(SaleRow) }),
})

export const findReceipt = defineCommand({
  name: 'sales.find-receipt',
  method: 'GET',
  path: '/sales/by-code/:code',
  summary: 'The sale behind a receipt number or its check code',
  access: { store: ['pos:refund'] },
  params: strict({ code: Type.String({ minLength: 1, maxLength: 80 }) }),
  response: SaleDocument,
})

export const listReturnable = defineCommand({
  name: 'sales.returnable',
  method: 'GET',
  path: '/sales/:id/returnable',
  summary: 'What of a sale can still come back',
  access: { hq: ['hq:sales.view'], store: ['pos:refund'] },
  params: strict({ id: uuid<SaleId>() }),
  response: strict({
    items: Type.Array(
      strict({
        saleLineId: uuid<SaleLineId>(),
        name: text(),
        soldMilli: milli(),
        returnedMilli: milli(),
        paidMinor: minor(),
        refundedMinor: minor(),
      }),
    ),
  }),
})

export const openShift = defineCommand({
  name: 'shifts.open',
  method: 'POST',
  path: '/shifts',
  summary: 'Open a shift on a register with its float',
  access: { store: ['pos:shift_open'] },
  audit: 'money',
  isKeyed: true,
  body: strict({
    registerId: uuid<RegisterId>(),
    floatMinor: amount(),
    /** The trading day; today's in the store's zone when left out. */
    businessOn: Type.Optional(dateOn()),
  }),
  response: ShiftRecord,
  status: 201,
})

export const countShift = defineCommand({
  name: 'shifts.count',
  method: 'POST',
  path: '/shifts/:id/counts',
  summary: 'Count the drawer; one recount is allowed',
  access: { store: ['pos:shift_close'] },
  audit: 'money',
  isKeyed: true,
  params: strict({ id: uuid<ShiftId>() }),
  body: strict({ counts: Type.Array(Counted, { minItems: 1, maxItems: 50 }) }),
  response: strict({ attempt: count(), differences: Type.Array(ShiftCountRecord) }),
  status: 201,
})

export const closeShift = defineCommand({
  name: 'shifts.close',
  method: 'POST',
  path: '/shifts/:id/close',
  summary: 'Seal a counted shift and issue its Z',
  access: { store: ['pos:shift_close'] },
  audit: 'money',
  isKeyed: true,
  params: strict({ id: uuid<ShiftId>() }),
  body: strict({ differenceReasonId: Type.Optional(uuid()) }),
  response: ZReportRecord,
})

export const listShifts = defineCommand({
  name: 'shifts.list',
  method: 'GET',
  path: '/shifts',
  summary: 'Shifts, newest first',
  access: { hq: ['hq:sales.view'], store: ['store:sales.view', 'pos:shift_open'] },
  query: strict({ ...listQuery, registerId: Type.Optional(uuid<RegisterId>()) }),
  response: pageOf(ShiftRecord),
})

export const getZReport = defineCommand({
  name: 'shifts.z-report',
  method: 'GET',
  path: '/shifts/:id/z',
  summary: 'The Z of a closed shift',
  access: { hq: ['hq:sales.view'], store: ['store:sales.view'] },
  params: strict({ id: uuid<ShiftId>() }),
  response: strict({ z: ZReportRecord, totals: Type.Array(ShiftTotalRecord), counts: Type.Array(ShiftCountRecord) }),
})

export const listStockLevels = defineCommand({
  name: 'inventory.levels',
  method: 'GET',
  path: '/inventory/levels',
  summary: 'Stock on hand with its age',
  access: { hq: ['hq:inventory.view'], store: ['store:inventory.view'] },
  query: strict({ ...listQuery, storeId: Type.Optional(uuid<StoreId>()), variantId: Type.Optional(uuid<VariantId>()) }),
  response: pageOf(
    strict({
      storeId: uuid<StoreId>(),
      locationId: uuid(),
      variantId: uuid<VariantId>(),
      onHandMilli: milli(),
      asOfSeq: count(),
      asOfAt: instant(),
    }),
  ),
})

export const listStockMovements = defineCommand({
  name: 'inventory.movements',
  method: 'GET',
  path: '/inventory/movements',
  summary: 'Movements of a variant, newest first',
  access: { hq: ['hq:inventory.view'], store: ['store:inventory.view'] },
  query: strict({ ...listQuery, storeId: Type.Optional(uuid<StoreId>()), variantId: uuid<VariantId>() }),
  response: pageOf(
    strict({
      id: uuid(),
      seq: count(),
      kind: text(32),
      quantityMilli: milli(),
      levelAfterMilli: milli(),
      sourceType: text(32),
      sourceId: uuid(),
      occurredAt: instant(),
      businessOn: dateOn(),
    }),
  ),
})
