import { Type, type TSchema } from 'typebox'
import { strict } from '../schema.ts'

/** Query of a keyset-paged list: `cursor` is the opaque mark of the last row seen. */
export const listQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
}

export const ListQuery = strict(listQuery)

/** One page of a list; `nextCursor` is null on the last. */
export const pageOf = <Item extends TSchema>(item: Item) =>
  strict({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) })
