import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

type Page<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null }

export type Paged<Row> = {
  readonly rows: Readonly<ShallowRef<readonly Row[]>>
  readonly problem: Readonly<ShallowRef<unknown>>
  readonly isLoading: Readonly<Ref<boolean>>
  readonly hasMore: ComputedRef<boolean>
  /** Begins anew with the first page. Rows that are shown stay until it is here. */
  readonly reload: () => Promise<void>
  readonly more: () => Promise<void>
}

/** A list that the server gives page by page, each from where the last one ended. */
export function usePages<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Paged<Row> {
  const rows = shallowRef<readonly Row[]>([])
  const problem = shallowRef<unknown>()
  const isLoading = ref(false)
  const next = ref<string | null>(null)
  let latest = 0

  async function take(cursor: string | undefined, before: readonly Row[]): Promise<void> {
    latest += 1
    const mine = latest
    isLoading.value = true
    try {
      const page = await read(cursor)
      if (mine !== latest) return
      rows.value = [...before, ...page.items]
      next.value = page.nextCursor
      problem.value = undefined
    } catch (error) {
      if (mine === latest) problem.value = error
    } finally {
      if (mine === latest) isLoading.value = false
    }
  }

  return {
    rows,
    problem,
    isLoading,
    hasMore: computed(() => next.value !== null),
    reload: () => take(undefined, []),
    more: async () => {
      if (next.value !== null) await take(next.value, rows.value)
    },
  }
}
