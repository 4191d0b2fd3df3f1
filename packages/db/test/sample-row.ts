import { getColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { MAX_SAFE } from '@pos/shared-types'

/** Values that meet the rules of their table where the general ones do not. */
const RULED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  approvals: { state: 'used', approverId: '019cad5e-0000-7000-8000-0000000000fe' },
  currencies: { exponent: 2 },
  priceListAssignments: { storeId: null },
  revocationList: { sessionId: null, deviceId: null },
  returnableLines: { soldMilli: 3000, returnedMilli: 1000, reservedMilli: 1000, overMilli: 0 },
  saleLines: { quantityMilli: -1, grossMinor: -5, discountMinor: -1, taxAddedMinor: 0, taxMinor: -1, totalMinor: -4 },
  sales: {
    grossMinor: 500,
    discountMinor: 100,
    taxAddedMinor: 20,
    totalMinor: 420,
    taxMinor: 20,
    netMinor: 400,
    cashRoundingMinor: -2,
    payableMinor: 418,
  },
  settings: { level: 'store', registerId: null },
  shiftCounts: { attempt: 1, countedMinor: 90, expectedMinor: 100, differenceMinor: -10 },
  storeIdentity: { singleton: 1 },
  taxRates: { kind: 'percent', amountMinor: null },
  units: { decimals: 3 },
  userRoles: { scope: 'store' },
  valueAccounts: { kind: 'house_account', balanceMinor: 40, heldMinor: 20, lentMinor: 30, limitMinor: 10 },
  valueAllowances: { state: 'returned', grantedMinor: 40, spentMinor: 30, returnedMinor: 10 },
}

/** A row with a value in every column, each the most demanding one its type allows. */
export function sampleRow(name: string, table: PgTable): Record<string, unknown> {
  const columns = Object.entries(getColumns(table)).map(([key, column]) => [key, sampleValue(key, column)])
  return { ...Object.fromEntries(columns), ...RULED[name] }
}

function sampleValue(key: string, column: PgColumn): unknown {
  const [first] = column.enumValues ?? []
  if (first !== undefined) return first
  switch (column.getSQLType()) {
    case 'uuid':
      return '019cad5e-0000-7000-8000-0000000000ff'
    case 'boolean':
      return true
    case 'bigint':
      return MAX_SAFE
    case 'integer':
      return 7
    case 'date':
      return '2028-02-29'
    case 'timestamp (3) with time zone':
      return 1_898_553_599_999
    case 'jsonb':
      return { text: 'ñ “quoted”', list: [1, 2.5, null, true] }
    case 'bytea':
      return column.mapFromDriverValue(Buffer.alloc(32, 0xfe))
    default:
      return `${key} ñ 'x'`
  }
}
