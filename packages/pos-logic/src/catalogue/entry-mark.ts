import type { RowMark } from '@pos/shared-types'
import type { Sha256 } from '@pos/sync-engine'
import type { CatalogueEntry } from './records.ts'

/**
 * Marks an entry as a till keeps it, by which till and store compare. The rows of a document come in no order that would
 * be kept, so that of its lists and fields does not count.
 */
export function entryMark({ entity, record }: CatalogueEntry, sha256: Sha256): RowMark {
  return {
    key: record.id,
    hash: sha256(canonical(record)),
    label: labelOf(record),
    variantId: entity === 'price' ? record.variantId : null,
    quantityMilli: null,
  }
}

function labelOf(record: CatalogueEntry['record']): string | null {
  const label = 'name' in record ? record.name : 'code' in record ? record.code : 'key' in record ? record.key : null
  return label?.slice(0, 200) ?? null
}

/** The text of a JSON value in which order means nothing. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
    .toSorted()
    .join(',')}}`
}
