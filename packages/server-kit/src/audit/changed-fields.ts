import { isDeepStrictEqual } from 'node:util'
import type { AuditValues } from '@pos/shared-types'

/** What a change is noted by: of `fields`, those that differ. A thing that was not there before has no `before`. */
export function changedFields<Thing extends object>(
  before: Thing | undefined,
  after: Thing,
  fields: readonly (keyof Thing & string)[],
): { readonly before?: AuditValues; readonly after: AuditValues } {
  const differing = fields.filter((field) => !isDeepStrictEqual(before?.[field], after[field]))
  const pick = (thing: Thing) => Object.fromEntries(differing.map((field) => [field, thing[field]]))
  return before === undefined ? { after: pick(after) } : { before: pick(before), after: pick(after) }
}
