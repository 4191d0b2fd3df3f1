import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import {
  amount,
  count,
  currency,
  dateOn,
  instant,
  label,
  localTime,
  oneOf,
  orNull,
  strict,
  text,
  uuid,
} from '../schema.ts'
import type { PriceListId, ProductId, TaxGroupId, VariantId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'

const BarcodeInput = strict({
  code: Type.String({ minLength: 1, maxLength: 64 }),
  isPrimary: Type.Optional(Type.Boolean()),
})
const TextInput = strict({ locale: oneOf('en', 'es'), name: label(), receiptName: label(40) })

export const DepartmentView = strict({
  id: uuid(),
  code: text(32),
  name: text(),
  parentId: orNull(uuid()),
  taxGroupId: orNull(uuid<TaxGroupId>()),
  revision: count(),
})

export const listDepartments = defineCommand({
  name: 'departments.list',
  method: 'GET',
  path: '/departments',
  summary: 'Departments',
  access: { hq: ['hq:products.view'], store: ['store:products.view'] },
  response: strict({ items: Type.Array(DepartmentView) }),
})

export const saveDepartment = defineCommand({
  name: 'departments.save',
  method: 'PUT',
  path: '/departments/:id',
  summary: 'Add or change a department',
  access: { hq: ['hq:departments.manage'] },
  audit: 'catalogue',
  params: strict({ id: uuid() }),
  body: strict({
    code: label(32),
    name: label(),
    parentId: Type.Optional(uuid()),
    taxGroupId: Type.Optional(uuid<TaxGroupId>()),
  }),
  response: DepartmentView,
})

export const listUnits = defineCommand({
  name: 'units.list',
  method: 'GET',
  path: '/units',
  summary: 'Units that products are sold in',
  access: { hq: ['hq:products.view'] },
  response: strict({ items: Type.Array(strict({ code: text(16), name: text() })) }),
})

const ProductStatus = oneOf('draft', 'active', 'discontinued')

/** A plain product: one variant. Variants with options come with the catalogue module. */
const productFields = {
  code: label(64),
  name: label(),
  receiptName: label(40),
  kind: oneOf('goods', 'service', 'charge'),
  departmentId: uuid(),
  taxGroupId: uuid<TaxGroupId>(),
  baseUnitCode: label(16),
  isWeighed: Type.Boolean(),
  isOpenPrice: Type.Boolean(),
  isDiscountable: Type.Boolean(),
  isReturnable: Type.Boolean(),
  texts: Type.Array(TextInput, { maxItems: 10 }),
}

export const VariantView = strict({
  id: uuid<VariantId>(),
  sku: text(64),
  revision: count(),
  barcodes: Type.Array(strict({ code: text(64), kind: text(16), isPrimary: Type.Boolean() })),
})
export type VariantView = Static<typeof VariantView>

export const ProductView = strict({
  id: uuid<ProductId>(),
  ...productFields,
  status: ProductStatus,
  revision: count(),
  variants: Type.Array(VariantView),
})
export type ProductView = Static<typeof ProductView>

const ProductRow = strict({
  id: uuid<ProductId>(),
  code: text(64),
  name: text(),
  status: ProductStatus,
  departmentId: uuid(),
  taxGroupId: uuid<TaxGroupId>(),
  variantId: uuid<VariantId>(),
  sku: text(64),
  barcode: orNull(text(64)),
})

export const listProducts = defineCommand({
  name: 'products.list',
  method: 'GET',
  path: '/products',
  summary: 'Products, paged and filtered',
  access: { hq: ['hq:products.view'] },
  query: strict({
    ...listQuery,
    q: Type.Optional(text(100)),
    departmentId: Type.Optional(uuid()),
    status: Type.Optional(ProductStatus),
  }),
  response: pageOf(ProductRow),
})

export const getProduct = defineCommand({
  name: 'products.get',
  method: 'GET',
  path: '/products/:id',
  summary: 'One product',
  access: { hq: ['hq:products.view'] },
  params: strict({ id: uuid<ProductId>() }),
  response: ProductView,
})

export const createProduct = defineCommand({
  name: 'products.create',
  method: 'POST',
  path: '/products',
  summary: 'Add a product with one variant, its barcodes and a first price',
  access: { hq: ['hq:products.create'] },
  audit: 'catalogue',
  isKeyed: true,
  body: strict({
    ...productFields,
    sku: label(64),
    barcodes: Type.Array(BarcodeInput, { maxItems: 20 }),
    price: Type.Optional(
      strict({
        priceListId: uuid<PriceListId>(),
        priceMinor: amount(),
        perMilli: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
        /** Wall time in each store's zone. Left out: at once, everywhere. */
        validFromLocal: Type.Optional(localTime()),
      }),
    ),
  }),
  response: ProductView,
  status: 201,
})

export const updateProduct = defineCommand({
  name: 'products.update',
  method: 'PUT',
  path: '/products/:id',
  summary: 'Change a product',
  access: { hq: ['hq:products.update'] },
  audit: 'catalogue',
  params: strict({ id: uuid<ProductId>() }),
  body: strict({ ...productFields, status: ProductStatus, revision: count() }),
  response: ProductView,
})

export const saveItem = defineCommand({
  name: 'items.save',
  method: 'PUT',
  path: '/items/:id',
  summary: 'Change a variant: its SKU and all its barcodes',
  access: { hq: ['hq:products.update'] },
  audit: 'catalogue',
  params: strict({ id: uuid<VariantId>() }),
  body: strict({
    sku: label(64),
    /** All of them: what is not named is taken off. The main one is the last that is called so, else the first. */
    barcodes: Type.Array(BarcodeInput, { maxItems: 100 }),
    revision: count(),
  }),
  response: VariantView,
})

export const assignBarcode = defineCommand({
  name: 'barcodes.assign',
  method: 'POST',
  path: '/items/:id/barcodes',
  summary: 'Give a variant another barcode',
  access: { hq: ['hq:products.update'] },
  audit: 'catalogue',
  isKeyed: true,
  params: strict({ id: uuid<VariantId>() }),
  body: BarcodeInput,
  response: strict({
    id: uuid(),
    code: text(64),
    kind: text(16),
    variantId: uuid<VariantId>(),
    isPrimary: Type.Boolean(),
  }),
  status: 201,
})

export const SellableItem = strict({
  variantId: uuid<VariantId>(),
  productId: uuid<ProductId>(),
  sku: text(64),
  name: text(),
  kind: text(16),
  departmentId: uuid(),
  barcode: orNull(text(64)),
  unitCode: text(16),
  priceMinor: orNull(amount()),
  perMilli: orNull(Type.Integer()),
  isOpenPrice: Type.Boolean(),
})
export type SellableItem = Static<typeof SellableItem>

export const searchProducts = defineCommand({
  name: 'products.search',
  method: 'GET',
  path: '/products/search',
  summary: 'Sellable items by words (prefixes, without accents), SKU or barcode',
  access: { hq: ['hq:products.view'], store: ['store:products.view', 'pos:sell'] },
  query: strict({
    q: Type.String({ minLength: 1, maxLength: 100 }),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
  }),
  response: strict({ items: Type.Array(SellableItem) }),
})

export const findItemByCode = defineCommand({
  name: 'items.by-code',
  method: 'GET',
  path: '/items/by-code/:code',
  summary: 'The item behind a barcode or SKU',
  access: { store: ['pos:sell'] },
  params: strict({ code: Type.String({ minLength: 1, maxLength: 64 }) }),
  response: SellableItem,
})

export const PriceView = strict({
  id: uuid(),
  priceListId: uuid<PriceListId>(),
  variantId: uuid<VariantId>(),
  validFromLocal: localTime(),
  priceMinor: orNull(amount()),
  perMilli: Type.Integer(),
  /** When it was set: one that was set after its start holds since then. */
  setAt: instant(),
  setBy: orNull(text()),
})
export type PriceView = Static<typeof PriceView>

export const savePrice = defineCommand({
  name: 'prices.save',
  method: 'POST',
  path: '/prices',
  summary: 'Set the price of a variant in a price list from one moment on; null ends it',
  access: { hq: ['hq:prices.manage'] },
  audit: 'catalogue',
  isKeyed: true,
  body: strict({
    priceListId: uuid<PriceListId>(),
    variantId: uuid<VariantId>(),
    /** Wall time in each store's zone. Left out: at once, everywhere. */
    validFromLocal: Type.Optional(localTime()),
    priceMinor: orNull(amount()),
    perMilli: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  }),
  response: PriceView,
  status: 201,
})

export const listPrices = defineCommand({
  name: 'prices.list',
  method: 'GET',
  path: '/prices',
  summary: 'Prices of a variant, newest start first',
  access: { hq: ['hq:prices.view'] },
  query: strict({ variantId: uuid<VariantId>() }),
  response: strict({ items: Type.Array(PriceView) }),
})

export const listPriceLists = defineCommand({
  name: 'price-lists.list',
  method: 'GET',
  path: '/price-lists',
  summary: 'Price lists',
  access: { hq: ['hq:prices.view'] },
  response: strict({
    items: Type.Array(
      strict({
        id: uuid<PriceListId>(),
        code: text(32),
        name: text(),
        currency: currency(),
        isTaxIncluded: Type.Boolean(),
      }),
    ),
  }),
})

const TaxRateView = strict({
  id: uuid(),
  code: text(32),
  name: text(),
  kind: oneOf('percent', 'per_unit'),
  /** Basis points with at most two decimals: 8.875 % is 887.5. */
  rateBp: orNull(Type.Number()),
  amountMinor: orNull(amount()),
  perMilli: orNull(Type.Integer()),
  validFromOn: dateOn(),
})

const TaxGroupView = strict({
  id: uuid<TaxGroupId>(),
  code: text(32),
  name: text(),
  rates: Type.Array(
    strict({ taxZoneId: uuid(), taxRateCode: text(32), position: count(), isCompound: Type.Boolean() }),
  ),
})

export const listTaxes = defineCommand({
  name: 'taxes.list',
  method: 'GET',
  path: '/taxes',
  summary: 'Tax zones, rates and groups',
  access: { hq: ['hq:taxes.manage', 'hq:products.view'] },
  response: strict({
    zones: Type.Array(strict({ id: uuid(), code: text(32), name: text(), country: text(2), region: orNull(text()) })),
    rates: Type.Array(TaxRateView),
    groups: Type.Array(TaxGroupView),
  }),
})

export const saveTaxRate = defineCommand({
  name: 'taxes.save-rate',
  method: 'POST',
  path: '/taxes/rates',
  summary: 'Add a tax rate, or a new start date of one; a rate in force is never changed',
  access: { hq: ['hq:taxes.manage'] },
  audit: 'catalogue',
  isKeyed: true,
  body: strict({
    code: label(32),
    name: label(),
    kind: oneOf('percent', 'per_unit'),
    rateBp: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
    amountMinor: Type.Optional(amount()),
    perMilli: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
    validFromOn: dateOn(),
  }),
  response: TaxRateView,
  status: 201,
})

export const saveTaxGroup = defineCommand({
  name: 'taxes.save-group',
  method: 'PUT',
  path: '/taxes/groups/:id',
  summary: 'Add or change a tax group',
  access: { hq: ['hq:taxes.manage'] },
  audit: 'catalogue',
  params: strict({ id: uuid<TaxGroupId>() }),
  body: strict({
    code: label(32),
    name: label(),
    rates: Type.Array(
      strict({ taxZoneId: uuid(), taxRateCode: label(32), position: count(), isCompound: Type.Boolean() }),
      { maxItems: 100 },
    ),
  }),
  response: TaxGroupView,
})
