import type { Command, QueryOf, ResponseOf } from '@pos/shared-types'
import type { ArgsOf, Backend } from '../back-office/backend.ts'
import { usePages, type Paged } from './use-pages.ts'

type Page = { readonly items: readonly unknown[]; readonly nextCursor: string | null }
type RowOf<C extends Command> = ResponseOf<C> extends { readonly items: readonly (infer Row)[] } ? Row : never
/** A command that answers page by page. */
type ListCommand<C extends Command> = ResponseOf<C> extends Page ? C : never

/**
 * A list of the server behind a command that pages by key.
 *
 * @example const products = useList(backend, listProducts, () => ({ query: { text: text.value } }))
 */
export function useList<C extends Command>(
  backend: Backend,
  command: C & ListCommand<C>,
  args: () => Omit<ArgsOf<C>, 'query'> & { readonly query: Omit<QueryOf<C>, 'cursor'> },
): Paged<RowOf<C>> {
  return usePages<RowOf<C>>(async (cursor) => {
    const given = args()
    const query = { ...given.query, ...(cursor !== undefined && { cursor }) }
    const page: unknown = await backend.execute(command, { ...given, query } as unknown as ArgsOf<C>)
    return page as { items: readonly RowOf<C>[]; nextCursor: string | null }
  })
}
