import type { AuditRow, listAuditLog, QueryOf } from '@pos/shared-types'

/** An entry in a list, with the key that tells it apart. */
export type AuditPlace = AuditRow & { readonly id: string }

export type AuditQuery = QueryOf<typeof listAuditLog>

/** A chain that does not fit together, and where. */
export type ChainFault = { readonly chain: string; readonly seq: number; readonly problem: string }

/** One field of the thing an entry is about, as text. Undefined where it was not noted. */
export type FieldChange = {
  readonly field: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What was noted before and after, field by field in one order. */
export function changesOf({ before, after }: Pick<AuditRow, 'before' | 'after'>): readonly FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const fields = [...new Set([...old.keys(), ...now.keys()])]
  return fields.map((field) => ({ field, before: old.get(field), after: now.get(field) }))
}

/** What one value is on a line of its own. */
export function changeText(entry: Pick<AuditRow, 'before' | 'after'>): string {
  return changesOf(entry)
    .map(({ field, before, after }) => `${field}: ${[before, after].filter((text) => text !== undefined).join(' → ')}`)
    .join('; ')
}

/** Every value by its path, such as `counts.2.countedMinor`: lists count from 1. */
function fieldsOf(values: unknown): ReadonlyMap<string, string> {
  return new Map(isNested(values) ? leavesOf(values, '') : [])
}

function leavesOf(values: object, above: string): (readonly [path: string, text: string])[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
    const path = above + (Array.isArray(values) ? String(Number(key) + 1) : key)
    if (isNested(value)) return leavesOf(value, `${path}.`)
    return [[path, typeof value === 'string' ? value : JSON.stringify(value)] as const]
  })
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null
