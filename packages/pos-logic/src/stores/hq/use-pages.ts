import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'

type Page<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null }
/** Where a page begins; undefined is the beginning of the list. */
type Start = string | undefined

export type Paged<Row> = {
  /** The page that is shown; it stays until the one asked for is here. */
  readonly rows: Readonly<ShallowRef<readonly Row[]>>
  readonly problem: Readonly<ShallowRef<unknown>>
  readonly isLoading: Readonly<Ref<boolean>>
  /** Counted from 1. */
  readonly page: ComputedRef<number>
  readonly hasNext: ComputedRef<boolean>
  readonly hasPrevious: ComputedRef<boolean>
  /** Begins anew with the first page. */
  readonly reload: () => Promise<void>
  /** Reads the page that is shown again. */
  readonly refresh: () => Promise<void>
  readonly next: () => Promise<void>
  readonly previous: () => Promise<void>
}

/** A list that the server gives page by page, each from where the last one ended. */
export function usePages<Row>(read: (cursor: string | undefined) => Promise<Page<Row>>): Paged<Row> {
  const rows = shallowRef<readonly Row[]>([])
  const problem = shallowRef<unknown>()
  const isLoading = ref(false)
  const starts = shallowRef<readonly Start[]>([undefined])
  const end = ref<string | null>(null)
  let latest = 0

  async function show(wanted: readonly Start[]): Promise<void> {
    latest += 1
    const mine = latest
    isLoading.value = true
    try {
      const { items, nextCursor } = await read(wanted.at(-1))
      if (mine !== latest) return
      starts.value = wanted
      end.value = nextCursor
      rows.value = items
      problem.value = undefined
    } catch (error) {
      if (mine === latest) problem.value = error
    } finally {
      if (mine === latest) isLoading.value = false
    }
  }

  const hasPrevious = computed(() => starts.value.length > 1)
  return {
    rows,
    problem,
    isLoading,
    page: computed(() => starts.value.length),
    hasNext: computed(() => end.value !== null),
    hasPrevious,
    reload: () => show([undefined]),
    refresh: () => show(starts.value),
    next: async () => {
      if (end.value !== null) await show([...starts.value, end.value])
    },
    previous: async () => {
      if (hasPrevious.value) await show(starts.value.slice(0, -1))
    },
  }
}
