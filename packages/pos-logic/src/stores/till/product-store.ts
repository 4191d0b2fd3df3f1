import type { Cents, Quantity, VariantId } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { FoundVariant } from '../../catalogue/product-index.ts'
import { nameIn } from '../../catalogue/name-in.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** A product as a quick key or a search result shows it. */
export type ProductKey = {
  readonly variantId: VariantId
  readonly productId: string
  readonly name: string
  readonly sku: string
  readonly departmentId: string
  /** Null: it has none, and cannot be sold until somebody gives it one. */
  readonly priceMinor: Cents | null
  readonly perMilli: Quantity
  readonly unitCode: string
  readonly isWeighed: boolean
  /** The cashier keys its price. */
  readonly isOpenPrice: boolean
}

const KEYS_OF_PAGE = 60
const RESULTS = 20
const PIECE: Quantity = 1000

/** What can be sold: pages of quick keys, and search. Prices follow the catalogue. */
export const useProductStore = defineStore('product', () => productStore(tillPorts()))

function productStore({ till }: TillPorts) {
  /** Grows when the catalogue has changed, so that what was read from it is read again. */
  const revision = ref(0)
  /** Goods are called as whoever reads the screen calls them. */
  const language = ref('en')
  let stopListening = () => {}

  function toKey({ product, variant }: FoundVariant): ProductKey {
    const { id: productId, departmentId, isWeighed, isOpenPrice } = product
    const price = till.cart.listPrice(variant.id)
    return {
      variantId: variant.id,
      productId,
      name: nameIn(product, variant, language.value),
      sku: variant.sku,
      departmentId,
      priceMinor: price?.priceMinor ?? null,
      perMilli: price?.perMilli ?? PIECE,
      unitCode: till.catalogue.unitCode(product.baseUnitId) ?? 'pc',
      isWeighed,
      isOpenPrice,
    }
  }

  function inCatalogue<Result>(read: () => Result, otherwise: Result): Result {
    return revision.value >= 0 && till.hasGoods ? read() : otherwise
  }

  return {
    revision,
    language,
    /** Resolves when what is stored of the catalogue has been read. */
    loaded: (): Promise<void> => till.loaded(),
    isComplete: computed(() => inCatalogue(() => true, false)),
    count: computed(() => inCatalogue(() => till.catalogue.productCount, 0)),
    /** Departments with something to sell. */
    pages: computed(() =>
      inCatalogue(
        () =>
          till.catalogue.departments
            .filter(({ id }) => till.catalogue.inDepartment(id, 1).length > 0)
            .map(({ id, code, name }) => ({ id, code, name })),
        [],
      ),
    ),
    keys: (departmentId: string, limit = KEYS_OF_PAGE): ProductKey[] =>
      inCatalogue(() => till.catalogue.inDepartment(departmentId, limit).map(toKey), []),
    search: (text: string, limit = RESULTS): ProductKey[] =>
      inCatalogue(() => till.catalogue.search(text, limit).map(toKey), []),
    find: (code: string): ProductKey | null =>
      inCatalogue(() => {
        const found = till.catalogue.findByCode(code)
        return found === undefined ? null : toKey(found)
      }, null),
    get: (id: VariantId): ProductKey | null =>
      inCatalogue(() => {
        const found = till.catalogue.findById(id)
        return found === undefined ? null : toKey(found)
      }, null),
    /** What a variant is called; `otherwise` for what the catalogue does not know. */
    nameOf: (id: VariantId | null, otherwise: string): string =>
      inCatalogue(() => {
        const found = id === null ? undefined : till.catalogue.findById(id)
        return found === undefined ? otherwise : nameIn(found.product, found.variant, language.value)
      }, otherwise),
    async hydrate(): Promise<void> {
      stopListening()
      revision.value += 1
      stopListening = till.onChange((change) => {
        if (change === 'catalogue') revision.value += 1
      })
    },
    reset: (): void => stopListening(),
  }
}
