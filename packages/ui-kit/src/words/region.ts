import {
  computed,
  inject,
  provide,
  shallowRef,
  toValue,
  type ComputedRef,
  type InjectionKey,
  type MaybeRefOrGetter,
  type Ref,
} from 'vue'

/** How a store writes numbers and times, and its money. Words follow the person; these follow the store. */
export type Region = {
  /** BCP 47, such as `en-US` or `es-DO`. */
  readonly locale: string
  /** ISO 4217. */
  readonly currency: string
  /** IANA, such as `America/Puerto_Rico`. */
  readonly timeZone: string
}

export const DEFAULT_REGION: Region = { locale: 'en-US', currency: 'USD', timeZone: 'UTC' }

export const REGION: InjectionKey<Readonly<Ref<Region>>> = Symbol('region')

/** The region that holds here: of the nearest `RegionProvider` or `provideRegion`, else the one given to `installUiKit`. */
export function useRegion(): Readonly<Ref<Region>> {
  return inject(REGION, () => shallowRef(DEFAULT_REGION), true)
}

/** Everything below the calling component writes numbers in this region; what is left out stays as it was. */
export function provideRegion(region: MaybeRefOrGetter<Partial<Region>>): ComputedRef<Region> {
  const outer = useRegion()
  const merged = computed(() => ({ ...outer.value, ...toValue(region) }))
  provide(REGION, merged)
  return merged
}
