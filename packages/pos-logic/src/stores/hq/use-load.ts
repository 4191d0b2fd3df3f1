import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export type Loaded<Data> = {
  /** What was read last; it stays while it is read again, and when that fails. */
  readonly data: Readonly<ShallowRef<Data | undefined>>
  /** Why the last reading failed; undefined when it did not. */
  readonly problem: Readonly<ShallowRef<unknown>>
  readonly isLoading: Readonly<Ref<boolean>>
  readonly reload: () => Promise<void>
}

/** Reads something for a page. Of readings that overlap only the last counts, in whatever order they end. */
export function useLoad<Data>(read: () => Promise<Data>): Loaded<Data> {
  const data = shallowRef<Data>()
  const problem = shallowRef<unknown>()
  const isLoading = ref(false)
  let latest = 0

  async function reload(): Promise<void> {
    latest += 1
    const mine = latest
    isLoading.value = true
    try {
      const found = await read()
      if (mine !== latest) return
      data.value = found
      problem.value = undefined
    } catch (error) {
      if (mine === latest) problem.value = error
    } finally {
      if (mine === latest) isLoading.value = false
    }
  }

  return { data, problem, isLoading, reload }
}
