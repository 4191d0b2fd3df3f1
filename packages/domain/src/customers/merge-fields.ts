import type { FieldChange, FieldStamp } from '@pos/shared-types'

type Value = string | boolean | null
type Row<Field extends string> = { readonly [Name in Field]: Value }
type Stamps<Field extends string> = { readonly [Name in Field]?: FieldStamp | undefined }
type Changes<Field extends string> = { readonly [Name in Field]?: FieldChange<Value> | undefined }

/** Two people wrote a field, and neither had seen what the other wrote. */
export type Clash<Field extends string = string> = {
  readonly field: Field
  /** What stood here and who wrote it; no stamp when it is what the row began with. */
  readonly local: Value
  readonly localStamp: FieldStamp | undefined
  readonly remote: Value
  /** What the writer of `remote` saw before he wrote. */
  readonly base: Value
  /** Which of the two stands until somebody decides: the later by the hybrid clocks. */
  readonly stands: 'local' | 'remote'
}

export type Merge<Field extends string = string> = {
  /** The fields that get another value. */
  readonly values: { readonly [Name in Field]?: Value }
  /** The stamps of the fields that were written or confirmed. */
  readonly stamps: { readonly [Name in Field]?: FieldStamp }
  readonly clashes: readonly Clash<Field>[]
}

/**
 * Merges a change that was made elsewhere into a row, field by field. Fields that nobody else touched take the new value;
 * the same value written twice is no clash. Where both were written without knowing of each other, the later one stands
 * and both are told: nothing is lost silently.
 *
 * The order in which changes arrive makes no difference to the values, as long as each is told once.
 */
export function mergeFields<Field extends string>(
  row: Row<NoInfer<Field>>,
  stamps: Stamps<NoInfer<Field>>,
  changes: Changes<Field>,
  stamp: FieldStamp,
): Merge<Field> {
  const merge = {
    values: {} as Record<Field, Value>,
    stamps: {} as Record<Field, FieldStamp>,
    clashes: [] as Clash<Field>[],
  }
  for (const field of Object.keys(changes) as Field[]) {
    const change = changes[field]
    if (change === undefined) continue
    const known = stamps[field]
    const isLater = known === undefined || stamp.hlc > known.hlc
    const isSeen = change.seen === (known?.hlc ?? null)
    const isSame = change.value === row[field]
    if (isSeen || isLater) {
      merge.stamps[field] = stamp
      if (!isSame) merge.values[field] = change.value
    }
    if (isSeen || isSame) continue
    merge.clashes.push({
      field,
      local: row[field],
      localStamp: known,
      remote: change.value,
      base: change.was,
      stands: isLater ? 'remote' : 'local',
    })
  }
  return merge
}
