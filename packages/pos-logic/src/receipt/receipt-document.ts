import { checkCode } from '@pos/domain'
import type {
  Cents,
  Instant,
  PaymentRecord,
  Quantity,
  Rate,
  RegisterId,
  SaleFact,
  SaleId,
  SaleLineDiscountRecord,
  SaleLineRecord,
  TenderTypeId,
} from '@pos/shared-types'
import { taxLetters, type ReceiptTax } from './receipt-taxes.ts'

/** Everything a receipt says, as data: a screen, a printer and an e-mail show the same. */
export type ReceiptDocument = {
  readonly saleId: SaleId
  readonly kind: SaleFact['sale']['kind']
  readonly documentNo: string
  readonly number: number
  readonly completedAt: Instant
  readonly timeZone: string
  readonly businessOn: string
  readonly currency: string
  /** How the shop writes numbers, such as `en-US`. */
  readonly region: string
  readonly shop: {
    readonly name: string
    readonly legalName: string | null
    readonly taxNumber: string | null
    readonly addressLines: readonly string[]
    readonly phone: string | null
  }
  readonly registerCode: string
  readonly registerName: string | null
  readonly cashierName: string | null
  readonly lines: readonly ReceiptLine[]
  /** What the goods come to after discounts, before taxes that are added. */
  readonly subtotalMinor: Cents
  readonly discountMinor: Cents
  readonly isTaxIncluded: boolean
  readonly taxes: readonly ReceiptTax[]
  readonly taxMinor: Cents
  readonly totalMinor: Cents
  readonly cashRoundingMinor: Cents
  readonly payableMinor: Cents
  readonly payments: readonly ReceiptPayment[]
  readonly changeMinor: Cents
  readonly note: string | null
  readonly isOffline: boolean
  /** Chain codes of this sale and of the one before it. */
  readonly checkCode: string
  readonly previousCheckCode: string
}

export type ReceiptLine = {
  readonly id: string
  readonly name: string
  readonly sku: string | null
  readonly quantityMilli: Quantity
  readonly unitCode: string
  readonly priceMinor: Cents
  readonly perMilli: number
  readonly grossMinor: Cents
  readonly discounts: readonly ReceiptDiscount[]
  readonly totalMinor: Cents
  /** Points to its lines in `taxes`. */
  readonly taxLetter: string
  readonly isReturn: boolean
}

export type ReceiptDiscount = {
  readonly source: SaleLineDiscountRecord['source']
  readonly reason: string | null
  readonly ratePpm: Rate | null
  readonly amountMinor: Cents
}

export type ReceiptPayment = {
  readonly kind: PaymentRecord['tenderKind']
  readonly name: string
  readonly tenderedMinor: Cents
  readonly amountMinor: Cents
  readonly cardLast4: string | null
}

/** The names of what a sale points to, as a catalogue or head office gives them. */
export type ReceiptNames = {
  readonly store: ReceiptDocument['shop'] & { readonly region: string }
  readonly register: (id: RegisterId) => { readonly code: string; readonly name: string } | undefined
  readonly tender: (id: TenderTypeId) => { readonly name: string } | undefined
  readonly reason: (id: string) => { readonly name: string } | undefined
}

/** The receipt of a sale. Names of shop, tenders and reasons are those of today; figures are those of the sale. */
export function receiptOf(fact: SaleFact, names: ReceiptNames, cashierName: string | null): ReceiptDocument {
  const { sale } = fact
  const { name, legalName, taxNumber, addressLines, phone, region } = names.store
  const register = names.register(sale.registerId)
  const { letterOf, taxes } = taxLetters(fact)
  return {
    saleId: sale.id,
    kind: sale.kind,
    documentNo: sale.documentNo,
    number: sale.number,
    completedAt: sale.completedAt,
    timeZone: sale.timeZone,
    businessOn: sale.businessOn,
    currency: sale.currency,
    region,
    shop: { name, legalName, taxNumber, addressLines, phone },
    registerCode: register?.code ?? sale.documentNo.split('-').at(-3) ?? '',
    registerName: register?.name ?? null,
    cashierName,
    lines: fact.lines.map((line) => lineOf(line, fact, names, letterOf(line.id))),
    subtotalMinor: sale.grossMinor - sale.discountMinor,
    discountMinor: sale.discountMinor,
    isTaxIncluded: sale.isTaxIncluded,
    taxes,
    taxMinor: sale.taxMinor,
    totalMinor: sale.totalMinor,
    cashRoundingMinor: sale.cashRoundingMinor,
    payableMinor: sale.payableMinor,
    payments: fact.payments.map((payment) => paymentOf(payment, names)),
    changeMinor: fact.payments.reduce((sum, payment) => sum + payment.changeMinor, 0),
    note: sale.note,
    isOffline: sale.capture === 'offline',
    checkCode: sale.checkCode,
    previousCheckCode: checkCode(sale.prevHash),
  }
}

function lineOf(line: SaleLineRecord, { discounts }: SaleFact, names: ReceiptNames, taxLetter: string): ReceiptLine {
  const { id, name, sku, quantityMilli, unitCode, priceMinor, perMilli, grossMinor, discountMinor } = line
  return {
    id,
    name,
    sku,
    quantityMilli,
    unitCode,
    priceMinor,
    perMilli,
    grossMinor,
    discounts: discounts
      .filter((discount) => discount.saleLineId === id)
      .map(({ source, reasonCodeId, ratePpm, amountMinor }) => {
        const reason = reasonCodeId === null ? undefined : names.reason(reasonCodeId)
        return { source, reason: reason?.name ?? null, ratePpm, amountMinor }
      }),
    totalMinor: grossMinor - discountMinor,
    taxLetter,
    isReturn: quantityMilli < 0,
  }
}

function paymentOf(payment: PaymentRecord, names: ReceiptNames): ReceiptPayment {
  const { tenderKind: kind, tenderTypeId, tenderedMinor, amountMinor, cardLast4 } = payment
  return { kind, name: names.tender(tenderTypeId)?.name ?? kind, tenderedMinor, amountMinor, cardLast4 }
}
