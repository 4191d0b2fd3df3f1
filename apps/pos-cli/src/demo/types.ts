import type { BusinessDate, Cents, CustomerValues, Quantity, Rate } from '@pos/shared-types'

// The demo chain as plain data. Names are those of the tables; things refer to each other by code, ids come later.

export type DemoText = { readonly locale: 'en' | 'es'; readonly name: string; readonly receiptName: string }

export type DemoDepartment = {
  readonly code: string
  readonly name: string
  readonly nameEs: string
  readonly taxGroupCode: string
  readonly marginTargetPpm: Rate
}

export type DemoBarcode = {
  readonly code: string
  readonly kind: 'ean13' | 'gtin14' | 'internal'
  readonly gtin14: string | null
  /** Set when the code stands for a pack and not for one unit. */
  readonly packCode: string | null
  readonly isPrimary: boolean
}

export type DemoPack = {
  readonly code: string
  readonly name: string
  readonly quantityMilli: Quantity
  readonly isSold: boolean
  readonly isBought: boolean
  readonly isDefaultBuy: boolean
}

/** A product with its only variant. */
export type DemoProduct = {
  readonly code: string
  readonly sku: string
  readonly name: string
  readonly receiptName: string
  readonly texts: readonly DemoText[]
  readonly departmentCode: string
  readonly brandName: string | null
  readonly taxGroupCode: string
  readonly unitCode: 'ea' | 'lb'
  readonly isWeighed: boolean
  readonly barcodes: readonly DemoBarcode[]
  readonly packs: readonly DemoPack[]
  /** Per unit of `unitCode`, tax on top. */
  readonly priceMinor: Cents
  readonly costMinor: Cents
  /** How often it sells in relation to others. */
  readonly popularity: number
}

export type DemoUnit = {
  readonly code: 'ea' | 'lb'
  readonly name: string
  readonly dimension: 'count' | 'mass'
  readonly decimals: number
}

export type DemoTaxZone = {
  readonly code: string
  readonly name: string
  readonly country: string
  readonly region: string
}
export type DemoTaxRate = {
  readonly code: string
  readonly name: string
  readonly kind: 'percent'
  readonly ratePpm: Rate
  readonly validFromOn: BusinessDate
}
export type DemoTaxGroup = {
  readonly code: string
  readonly name: string
  readonly rates: readonly {
    readonly taxZoneCode: string
    readonly taxRateCode: string
    readonly position: number
    readonly isCompound: boolean
  }[]
}

export type DemoPriceList = {
  readonly code: string
  readonly name: string
  readonly currency: string
  readonly isTaxIncluded: boolean
}

export type DemoRegister = { readonly code: string; readonly name: string; readonly kind: 'till' | 'mobile' }

export type DemoStore = {
  readonly code: string
  readonly name: string
  readonly legalName: string
  readonly addressLine1: string
  readonly city: string
  readonly region: string
  readonly postalCode: string
  readonly country: string
  readonly phone: string
  readonly timeZone: string
  readonly dayStartsMin: number
  readonly currency: string
  readonly locale: 'en' | 'es'
  readonly taxZoneCode: string
  readonly priceListCode: string
  /** A planned store gets a provisioning token and nothing else. */
  readonly status: 'open' | 'planned'
  readonly hours: { readonly opensMin: number; readonly closesMin: number }
  readonly registers: readonly DemoRegister[]
}

/** A person who signs in: with a password at head office, with a PIN at a till, or both. */
export type DemoPerson = {
  readonly username: string
  readonly displayName: string
  readonly locale: 'en' | 'es'
  readonly isSuperAdmin: boolean
  readonly roles: readonly { readonly roleCode: string; readonly storeCode: string | null }[]
  readonly password: string | null
  readonly pin: string | null
}

export type DemoTender = {
  readonly code: string
  readonly name: string
  readonly kind: 'cash' | 'card' | 'cheque' | 'gift_card' | 'store_credit'
  readonly currency: string | null
  readonly isDrawerOpened: boolean
  readonly canGiveChange: boolean
  readonly canRefund: boolean
  readonly isCounted: boolean
  readonly isReferenceRequired: boolean
  readonly roundingMinor: Cents
  readonly roundingMode: 'half_up' | 'down' | 'up'
  readonly offline: 'allow' | 'limit' | 'deny'
  readonly offlineLimitMinor: Cents | null
  readonly feePpm: Rate | null
  readonly position: number
}

export type DemoReason = {
  readonly kind:
    | 'discount'
    | 'return'
    | 'void'
    | 'line_removal'
    | 'price_override'
    | 'no_sale'
    | 'cash_in'
    | 'cash_out'
    | 'adjustment'
    | 'shift_difference'
  readonly code: string
  readonly name: string
  readonly isNoteRequired: boolean
  readonly isApprovalRequired: boolean
  readonly restock: 'resell' | 'waste' | 'supplier' | 'none' | null
}

export type DemoStock = { readonly storeCode: string; readonly sku: string; readonly quantityMilli: Quantity }

export type DemoChain = {
  readonly tenant: {
    readonly slug: string
    readonly name: string
    readonly country: string
    readonly currency: string
    readonly locale: 'en' | 'es'
  }
  readonly taxZones: readonly DemoTaxZone[]
  readonly taxRates: readonly DemoTaxRate[]
  readonly taxGroups: readonly DemoTaxGroup[]
  readonly priceLists: readonly DemoPriceList[]
  readonly units: readonly DemoUnit[]
  readonly stores: readonly DemoStore[]
  readonly people: readonly DemoPerson[]
  readonly customers: readonly CustomerValues[]
  readonly tenders: readonly DemoTender[]
  readonly reasons: readonly DemoReason[]
  readonly departments: readonly DemoDepartment[]
  readonly products: readonly DemoProduct[]
  readonly openingStock: readonly DemoStock[]
}
