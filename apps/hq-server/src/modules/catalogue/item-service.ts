import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { changedFields, recordAudit } from '@pos/server-kit'
import type {
  assignBarcode as assignCommand,
  BodyOf,
  ProductId,
  ResponseOf,
  saveItem as saveCommand,
  VariantId,
  VariantView,
} from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import { codeTaken } from '../../unique-violation.ts'
import { classifyBarcode } from './barcode.ts'
import { listVariants } from './product-repository.ts'

type Barcode = ResponseOf<typeof assignCommand>
type NewBarcode = { readonly code: string; readonly isPrimary: boolean }

/**
 * Changes a variant when nobody else has meanwhile: what it is sold under, and all its barcodes.
 *
 * @throws DomainError NOT_FOUND, REVISION_CONFLICT, CODE_TAKEN, BARCODE_CHECK_DIGIT
 */
export async function saveItem(
  unit: Unit<HqTx>,
  ids: Ids,
  id: VariantId,
  { sku, barcodes, revision }: BodyOf<typeof saveCommand>,
): Promise<VariantView> {
  const before = await findVariant(unit, id)
  const isSeen = sql`revision = ${revision}`
  const productId = await codeTaken(sku, () => raiseRevision(unit, id, sql`sku = ${sku},`, isSeen))
  if (productId === undefined) return refuseItem(unit, id)
  const kept = await takeOffOthers(unit, id, barcodes)
  for (const { code } of barcodes) {
    if (!kept.has(code)) await insertBarcode(unit, ids, id, { code, isPrimary: false })
  }
  const main = barcodes.findLast(({ isPrimary }) => isPrimary) ?? barcodes[0]
  if (main) await makeMain(unit, id, main.code)
  const variant = (await listVariants(unit.tx, unit.tenantId, productId)).find((each) => each.id === id)
  if (!variant) throw new DomainError('NOT_FOUND')
  const changed = changedFields(before, variant, ['sku', 'barcodes'])
  await recordAudit(unit, { category: 'catalogue', action: 'items.save', entityId: id, ...changed })
  return variant
}

/** Gives a variant one more barcode; a new primary takes the old one's place. */
export async function assignBarcode(
  unit: Unit<HqTx>,
  ids: Ids,
  id: VariantId,
  { code, isPrimary = false }: BodyOf<typeof assignCommand>,
): Promise<Barcode> {
  const productId = await raiseRevision(unit, id, sql``, sql`true`)
  if (productId === undefined) throw new DomainError('NOT_FOUND')
  const barcode = await insertBarcode(unit, ids, id, { code, isPrimary })
  const after = { code: barcode.code, isPrimary: barcode.isPrimary }
  await recordAudit(unit, { category: 'catalogue', action: 'barcodes.assign', entityId: id, after })
  return barcode
}

/** Writes a barcode down. The caller touches the product. */
export async function insertBarcode(
  unit: Unit<HqTx>,
  ids: Ids,
  variantId: VariantId,
  { code, isPrimary }: NewBarcode,
): Promise<Barcode> {
  const { kind, gtin14 } = classifyBarcode(code)
  const row = { id: ids.next(), code, kind, variantId, isPrimary }
  if (isPrimary) await makeMain(unit, variantId, code)
  await codeTaken(code, () => unit.tx.insert('barcodes', [{ ...row, tenantId: unit.tenantId, gtin14 }]))
  return row
}

/** Marks the variant as changed. The product it belongs to; undefined when there is none that fits. */
async function raiseRevision(unit: Unit<HqTx>, id: VariantId, set: SQL, where: SQL): Promise<ProductId | undefined> {
  const { tx, tenantId, at, userId } = unit
  const [raised] = await tx.query<{ productId: ProductId }>(sql`
    update product_variants set ${set} revision = revision + 1, updated_at = ${tx.fragments.instant(at)},
      updated_by_id = ${userId ?? null}
    where tenant_id = ${tenantId} and id = ${id} and deleted_at is null and ${where}
    returning product_id as "productId"`)
  if (raised) tx.touch('product', raised.productId)
  return raised?.productId
}

async function findVariant({ tx, tenantId }: Unit<HqTx>, id: VariantId): Promise<VariantView | undefined> {
  const [row] = await tx.query<{ productId: ProductId }>(sql`
    select product_id as "productId" from product_variants
    where tenant_id = ${tenantId} and id = ${id} and deleted_at is null`)
  return row && (await listVariants(tx, tenantId, row.productId)).find((each) => each.id === id)
}

async function refuseItem({ tx, tenantId }: Unit<HqTx>, id: VariantId): Promise<never> {
  const [known] = await tx.query(sql`
    select id from product_variants where tenant_id = ${tenantId} and id = ${id} and deleted_at is null`)
  throw new DomainError(known ? 'REVISION_CONFLICT' : 'NOT_FOUND')
}

/** Takes the barcodes off that are not among these. The codes it had of these. */
async function takeOffOthers(
  { tx, tenantId }: Unit<HqTx>,
  variantId: VariantId,
  barcodes: readonly { readonly code: string }[],
): Promise<ReadonlySet<string>> {
  const codes = JSON.stringify(barcodes.map(({ code }) => code))
  const isNamed = sql`code in (select json_array_elements_text(${codes}::json))`
  const ofVariant = sql`tenant_id = ${tenantId} and variant_id = ${variantId}`
  await tx.query(sql`delete from barcodes where ${ofVariant} and not ${isNamed}`)
  const kept = await tx.query<{ code: string }>(sql`select code from barcodes where ${ofVariant}`)
  return new Set(kept.map(({ code }) => code))
}

/** Two steps: a variant has no two main barcodes, not even within a statement. */
async function makeMain({ tx, tenantId }: Unit<HqTx>, variantId: VariantId, code: string): Promise<void> {
  const ofVariant = sql`tenant_id = ${tenantId} and variant_id = ${variantId}`
  await tx.query(sql`update barcodes set is_primary = false where ${ofVariant} and is_primary and code <> ${code}`)
  await tx.query(sql`update barcodes set is_primary = true where ${ofVariant} and code = ${code}`)
}
