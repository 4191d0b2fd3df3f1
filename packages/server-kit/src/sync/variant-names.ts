import { anyOf, type CatalogueView, type HqTx } from '@pos/db'
import type { NamedRows, RowDifference, TenantId, VariantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

const NAME = `select p.name || ' ' || v.sku as name from product_variants v join products p on p.id = v.product_id
  where v.id = ?`

type Named = { readonly id: VariantId; readonly name: string }

/** What differs with its rows about a variant, such as a price or a level, called by the product. */
export function namedByVariant(catalog: CatalogueView, differing: NamedRows | null): NamedRows | null {
  if (differing === null) return null
  const find = catalog.prepare<Pick<Named, 'name'>>(NAME)
  return called(differing, new Map(nameless(differing).flatMap((id) => [[id, find.get([id])?.name]] as const)))
}

/** The same at head office. */
export async function namedByHqVariant(tx: HqTx, tenantId: TenantId, differing: NamedRows): Promise<NamedRows> {
  const ids = nameless(differing)
  if (ids.length === 0) return differing
  const rows = await tx.query<Named>(sql`
    select v.id, p.name || ' ' || v.sku as name from product_variants v
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tenantId} and v.id = ${anyOf('uuid', ids)}`)
  return called(differing, new Map(rows.map(({ id, name }) => [id, name])))
}

const nameless = ({ rows }: NamedRows): VariantId[] =>
  rows.flatMap(({ label, variantId }) => (label === null && variantId !== null ? [variantId] : []))

function called({ rows, more }: NamedRows, names: ReadonlyMap<VariantId, string | undefined>): NamedRows {
  const call = (row: RowDifference): RowDifference => ({
    ...row,
    label: row.label ?? names.get(row.variantId ?? '')?.slice(0, 200) ?? null,
  })
  return { rows: rows.map(call), more }
}
