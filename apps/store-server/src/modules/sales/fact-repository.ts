import type { StoreTx } from '@pos/db'
import { parseDocumentNo } from '@pos/domain'
import type {
  PaymentRecord,
  RegisterId,
  SaleFact,
  SaleFlagRecord,
  SaleId,
  SaleLineDiscountRecord,
  SaleLineRecord,
  SaleLineTaxRecord,
  SaleRecord,
  SeriesId,
} from '@pos/shared-types'
import {
  PaymentRecord as PaymentSchema,
  SaleFlagRecord as FlagSchema,
  SaleLineDiscountRecord as DiscountSchema,
  SaleLineRecord as LineSchema,
  SaleLineTaxRecord as TaxSchema,
  SaleRecord as SaleSchema,
} from '@pos/shared-types'

type Raw = Record<string, unknown>
type Place = { readonly id: SeriesId; readonly registerId: RegisterId }

const column = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const select = (schema: { properties: object }, alias: string) =>
  Object.keys(schema.properties)
    .map((property) => `${alias}.${column(property)} as ${property}`)
    .join(', ')

const SALE = `select ${select(SaleSchema, 's')} from sales s`
const SALE_AT = `${SALE} where s.register_id = ? and s.series_id = ? and s.number = ?`
const SERIES = 'select id, register_id as registerId from number_series where code = ? and register_id is not null'
const LINES = `select ${select(LineSchema, 'l')} from sale_lines l where l.sale_id = ? order by l.line_no`
const TAXES = `
  select ${select(TaxSchema, 't')} from sale_line_taxes t join sale_lines l on l.id = t.sale_line_id
  where l.sale_id = ? order by l.line_no, t.position`
const DISCOUNTS = `
  select ${select(DiscountSchema, 'd')} from sale_line_discounts d join sale_lines l on l.id = d.sale_line_id
  where l.sale_id = ? order by l.line_no, d.position`
const PAYMENTS = `select ${select(PaymentSchema, 'p')} from payments p where p.sale_id = ? order by p.line_no`
const FLAGS = `select ${select(FlagSchema, 'f')} from sale_flags f where f.sale_id = ? order by f.line_no, f.rule_id`

/** A sale as it was sealed: read back from its rows it gives the same hash. */
export function findSale(tx: StoreTx, id: SaleId): SaleFact | undefined {
  return assemble(tx, tx.prepare<Raw>(`${SALE} where s.id = ?`).get([id]))
}

/** By document number as printed, else by check code. */
export function findSaleByCode(tx: StoreTx, code: string): SaleFact | undefined {
  return assemble(tx, rowByNumber(tx, code) ?? tx.prepare<Raw>(`${SALE} where s.check_code = ?`).get([code]))
}

/** What is printed names the series by its code, which registers share, and the number in it. */
function rowByNumber(tx: StoreTx, code: string): Raw | undefined {
  const printed = parseDocumentNo(code)
  if (printed === undefined) return undefined
  return tx
    .prepare<Place>(SERIES)
    .all([printed.seriesCode])
    .map((series) => tx.prepare<Raw>(SALE_AT).get([series.registerId, series.id, printed.number]))
    .find((row) => row?.['documentNo'] === code)
}

export function readFlags(tx: StoreTx, id: SaleId): SaleFlagRecord[] {
  return tx
    .prepare<Raw>(FLAGS)
    .all([id])
    .map((row) => ({ ...row, params: JSON.parse(String(row['params'])) as object }) as SaleFlagRecord)
}

function assemble(tx: StoreTx, row: Raw | undefined): SaleFact | undefined {
  if (!row) return undefined
  const sale = {
    ...row,
    isTaxIncluded: row['isTaxIncluded'] === 1,
    prevHash: hex(row['prevHash']),
    hash: hex(row['hash']),
  } as SaleRecord
  const all = <Row>(text: string) => tx.prepare<Row>(text).all([sale.id])
  return {
    sale,
    lines: all<SaleLineRecord>(LINES),
    taxes: all<Raw>(TAXES).map((tax) => ({ ...tax, isCompound: tax['isCompound'] === 1 }) as SaleLineTaxRecord),
    discounts: all<SaleLineDiscountRecord>(DISCOUNTS),
    payments: all<PaymentRecord>(PAYMENTS),
  }
}

function hex(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString('hex') : ''
}
