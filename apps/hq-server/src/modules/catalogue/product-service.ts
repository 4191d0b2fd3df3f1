import { DomainError, type Context, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { changedFields, recordAudit } from '@pos/server-kit'
import type {
  BodyOf,
  createProduct as createCommand,
  ProductId,
  ProductView,
  updateProduct as updateCommand,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { savePriceRow } from '../../price-row.ts'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'
import { insertBarcode } from './item-service.ts'
import { findProduct } from './product-repository.ts'

type NewProduct = BodyOf<typeof createCommand>

const NOTED = [
  'code',
  'name',
  'receiptName',
  'kind',
  'departmentId',
  'taxGroupId',
  'baseUnitCode',
  'isOpenPrice',
  'isDiscountable',
  'isReturnable',
  'status',
] as const

/** Adds a product with its one variant, barcodes, texts and, when given, a first price: one catalogue version. */
export async function createProduct(unit: Unit<HqTx>, ids: Ids, input: NewProduct): Promise<ProductView> {
  const productId = ids.next()
  const variantId = ids.next()
  await codeTaken(input.code, async () => unit.tx.insert('products', [await productRow(unit, productId, input)]))
  await codeTaken(input.sku, () =>
    unit.tx.insert('productVariants', [
      { ...newRef(unit), id: variantId, productId, sku: input.sku, position: 0, status: 'active' },
    ]),
  )
  await insertTexts(unit, productId, input.texts)
  for (const [index, barcode] of input.barcodes.entries()) {
    await insertBarcode(unit, ids, variantId, { code: barcode.code, isPrimary: barcode.isPrimary ?? index === 0 })
  }
  if (input.price) await savePriceRow(unit, ids, { ...input.price, variantId })
  unit.tx.touch('product', productId)
  return noted(unit, 'products.create', undefined, productId)
}

/**
 * Changes a product when nobody else has meanwhile.
 *
 * @throws DomainError NOT_FOUND, REVISION_CONFLICT, CODE_TAKEN
 */
export async function updateProduct(
  unit: Unit<HqTx>,
  id: ProductId,
  input: BodyOf<typeof updateCommand>,
): Promise<ProductView> {
  const baseUnitId = await unitIdOf(unit, input.baseUnitCode)
  const before = await productOrRefuse(unit, id)
  const updated = await codeTaken(input.code, () =>
    unit.tx.query(sql`
      update products set code = ${input.code}, name = ${input.name}, receipt_name = ${input.receiptName},
        kind = ${input.kind}, department_id = ${input.departmentId}, tax_group_id = ${input.taxGroupId},
        base_unit_id = ${baseUnitId}, is_weighed = ${input.isWeighed}, is_open_price = ${input.isOpenPrice},
        is_discountable = ${input.isDiscountable}, is_returnable = ${input.isReturnable}, status = ${input.status},
        revision = revision + 1, updated_at = ${unit.tx.fragments.instant(unit.at)}, updated_by_id = ${unit.userId ?? null}
      where tenant_id = ${unit.tenantId} and id = ${id} and revision = ${input.revision} and deleted_at is null
      returning id`),
  )
  if (updated.length === 0) throw new DomainError('REVISION_CONFLICT')
  await unit.tx.query(sql`delete from product_texts where tenant_id = ${unit.tenantId} and product_id = ${id}`)
  await insertTexts(unit, id, input.texts)
  unit.tx.touch('product', id)
  return noted(unit, 'products.update', before, id)
}

async function noted(
  unit: Unit<HqTx>,
  action: 'products.create' | 'products.update',
  before: ProductView | undefined,
  id: ProductId,
): Promise<ProductView> {
  const product = await productOrRefuse(unit, id)
  const changed = changedFields(before, product, NOTED)
  await recordAudit(unit, { category: 'catalogue', action, entityId: id, ...changed })
  return product
}

async function insertTexts(unit: Unit<HqTx>, productId: ProductId, texts: NewProduct['texts']): Promise<void> {
  if (texts.length === 0) return
  await unit.tx.insert('productTexts', texts, { tenantId: unit.tenantId, productId })
}

async function productRow(unit: Unit<HqTx>, id: ProductId, input: NewProduct) {
  return {
    ...newRef(unit),
    id,
    code: input.code,
    name: input.name,
    receiptName: input.receiptName,
    kind: input.kind,
    departmentId: input.departmentId,
    taxGroupId: input.taxGroupId,
    baseUnitId: await unitIdOf(unit, input.baseUnitCode),
    tracking: 'none' as const,
    hasExpiry: false,
    isWeighed: input.isWeighed,
    isOpenPrice: input.isOpenPrice,
    isDiscountable: input.isDiscountable,
    isReturnable: input.isReturnable,
    assortment: 'all' as const,
    isOnWeb: false,
    status: 'active' as const,
  }
}

async function unitIdOf(ctx: Context & { readonly tx: HqTx }, code: string): Promise<string> {
  const [row] = await ctx.tx.query<{ id: string }>(sql`
    select id from units where tenant_id = ${ctx.tenantId} and code = ${code} and deleted_at is null`)
  if (!row) throw new DomainError('NOT_FOUND')
  return row.id
}

async function productOrRefuse(unit: Unit<HqTx>, id: ProductId): Promise<ProductView> {
  const product = await findProduct(unit.tx, unit.tenantId, id)
  if (!product) throw new DomainError('NOT_FOUND')
  return product
}
