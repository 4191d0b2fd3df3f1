import type {
  AccessPolicy,
  ApprovalPolicy,
  BusinessDate,
  Cents,
  PriceListId,
  ProductId,
  Quantity,
  Rate,
  RegisterId,
  RightsWord,
  StoreId,
  TaxGroupId,
  TenderTypeId,
  UserId,
  VariantId,
  PaymentRecord,
  SaleLineRecord,
} from '@pos/shared-types'

/** A product as a till needs it: one record for the whole aggregate. */
export type CatalogueProduct = {
  readonly id: ProductId
  readonly name: string
  /** What it is called in another language, by language; left out where nothing else is. */
  readonly names?: Readonly<Record<string, string>>
  readonly receiptName: string
  readonly kind: string
  readonly departmentId: string
  readonly taxGroupId: TaxGroupId
  readonly baseUnitId: string
  readonly isWeighed: boolean
  readonly isOpenPrice: boolean
  readonly isDiscountable: boolean
  readonly isReturnable: boolean
  readonly status: string
  readonly variants: readonly CatalogueVariant[]
}

export type CatalogueVariant = {
  readonly id: VariantId
  readonly sku: string
  readonly name: string | null
  readonly status: string
  readonly barcodes: readonly CatalogueBarcode[]
  readonly packs: readonly CataloguePack[]
}

/** `packId` is null when the code stands for one base unit. */
export type CatalogueBarcode = { readonly code: string; readonly gtin14: string | null; readonly packId: string | null }
export type CataloguePack = {
  readonly id: string
  readonly name: string
  readonly quantityMilli: Quantity
  readonly isSold: boolean
}

/** In force from `validFrom`, wall time in the store's zone; a null price ends the price before it. */
export type CataloguePrice = {
  readonly id: string
  readonly priceListId: PriceListId
  readonly variantId: VariantId
  readonly packId: string | null
  readonly minQuantityMilli: Quantity
  readonly validFrom: string
  readonly priceMinor: Cents | null
  readonly perMilli: Quantity
}

export type CataloguePriceList = {
  readonly id: PriceListId
  readonly currency: string
  readonly isTaxIncluded: boolean
}

export type CatalogueTaxRate = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: 'percent' | 'per_unit'
  readonly ratePpm: Rate | null
  readonly amountMinor: Cents | null
  readonly perMilli: Quantity | null
  readonly validFromOn: BusinessDate
}

export type CatalogueTaxGroup = {
  readonly id: TaxGroupId
  readonly code: string
  readonly rates: readonly {
    readonly taxZoneId: string
    readonly taxRateCode: string
    readonly position: number
    readonly isCompound: boolean
  }[]
}

export type CatalogueTender = {
  readonly id: TenderTypeId
  readonly code: string
  readonly name: string
  readonly kind: PaymentRecord['tenderKind']
  readonly currency: string | null
  readonly canGiveChange: boolean
  readonly canRefund: boolean
  readonly isCounted: boolean
  readonly roundingMinor: Cents
  readonly roundingMode: 'half_up' | 'down' | 'up'
  readonly offline: 'allow' | 'limit' | 'deny'
  readonly offlineLimitMinor: Cents | null
  readonly position: number
  readonly isActive: boolean
}

export type CatalogueReason = {
  readonly id: string
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly restock: SaleLineRecord['restock']
}

export type CatalogueStore = {
  readonly id: StoreId
  readonly code: string
  readonly name: string
  readonly legalName: string | null
  readonly taxNumber: string | null
  /** Street, then town, as an envelope has them. */
  readonly addressLines: readonly string[]
  readonly phone: string | null
  /** How the shop writes numbers and dates, such as `en-US`. */
  readonly region: string
  readonly timeZone: string
  readonly dayStartsMin: number
  readonly currency: string
  readonly taxZoneId: string
  readonly priceListId: PriceListId
}

export type CatalogueRegister = {
  readonly id: RegisterId
  readonly storeId: StoreId
  readonly code: string
  readonly name: string
  readonly status: string
}
export type CatalogueUnit = { readonly id: string; readonly code: string; readonly decimals: number }
export type CatalogueDepartment = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly taxGroupId: TaxGroupId | null
}
export type CatalogueSetting = {
  readonly id: string
  readonly key: string
  readonly level: 'company' | 'store' | 'register'
  readonly storeId: string | null
  readonly registerId: string | null
  readonly value: unknown
}

/** Somebody who works here or above all stores; one who is disabled or deleted is not replicated. */
export type CatalogueUser = {
  readonly id: UserId
  readonly isSuperAdmin: boolean
  /** What he holds now, by store; null at head office. */
  readonly roles: readonly { readonly roleId: string; readonly storeId: string | null }[]
}
export type CatalogueRole = {
  readonly id: string
  readonly code: string
  readonly permissions: readonly string[]
}

/** Head office's latest word on the rights of this store; its id is the store's. */
export type CatalogueSnapshot = RightsWord & { readonly id: string }

/** What a till replicates: entity of the feed to the record it keeps. */
export type CatalogueRecords = {
  readonly product: CatalogueProduct
  readonly price: CataloguePrice
  readonly price_list: CataloguePriceList
  readonly tax_rate: CatalogueTaxRate
  readonly tax_group: CatalogueTaxGroup
  readonly tender_type: CatalogueTender
  readonly reason_code: CatalogueReason
  readonly store: CatalogueStore
  readonly register: CatalogueRegister
  readonly unit: CatalogueUnit
  readonly department: CatalogueDepartment
  readonly setting: CatalogueSetting
  readonly user: CatalogueUser
  readonly role: CatalogueRole
  readonly access_policy: AccessPolicy
  readonly approval_policy: ApprovalPolicy
  readonly permission_snapshot: CatalogueSnapshot
}
export type CatalogueEntity = keyof CatalogueRecords

/** A record with the name of its entity. */
export type CatalogueEntry = {
  readonly [Entity in CatalogueEntity]: { readonly entity: Entity; readonly record: CatalogueRecords[Entity] }
}[CatalogueEntity]
