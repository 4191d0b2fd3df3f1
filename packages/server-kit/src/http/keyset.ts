import { DomainError } from '@pos/core'

/** The mark of the last row of a page of a newest-first list: an instant, and an id for rows of the same instant. */
export type KeysetMark = { readonly at: number; readonly id: string }

const NEWEST: KeysetMark = { at: 8_640_000_000_000, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** @throws DomainError VALIDATION_FAILED for a cursor this list did not give out */
export function openCursor(cursor: string | undefined): KeysetMark {
  if (cursor === undefined) return NEWEST
  const [at, id] = cursor.split('_')
  const isMark = UUID.test(id ?? '') && /^\d{1,13}$/.test(at ?? '') && Number(at) <= NEWEST.at
  if (!isMark) throw new DomainError('VALIDATION_FAILED')
  return { at: Number(at), id: id ?? '' }
}

export function pageBy<Item>(
  items: Item[],
  limit: number,
  markOf: (item: Item) => KeysetMark,
): { items: Item[]; nextCursor: string | null } {
  const last = items.at(-1)
  if (last === undefined || items.length < limit) return { items, nextCursor: null }
  const { at, id } = markOf(last)
  return { items, nextCursor: `${at}_${id}` }
}
