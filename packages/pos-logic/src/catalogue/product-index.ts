import { toGtin14 } from '@pos/domain'
import type { VariantId } from '@pos/shared-types'
import { foldText, searchProducts, type Searched } from './product-search.ts'
import type { CataloguePack, CatalogueProduct, CatalogueVariant } from './records.ts'

/** A variant with its product and, when the code stood for one, its pack. */
export type FoundVariant = {
  readonly product: CatalogueProduct
  readonly variant: CatalogueVariant
  readonly pack: CataloguePack | null
  /** The barcode that was read; null when it was found by SKU or id. */
  readonly barcode: string | null
}

/** One object stands under every code of a base unit, so that an index of 100,000 products stays small. */
type Place = { readonly product: CatalogueProduct; readonly variant: CatalogueVariant; readonly packId: string | null }

/** Products found by variant, barcode (also written as GTIN-14) and SKU. */
export class ProductIndex {
  /** With the text of each made at once: making 100,000 at the first letter of a search would stop the page. */
  readonly #products = new Map<string, Searched>()
  readonly #variants = new Map<VariantId, Place>()
  /** By barcode as it is, and by its GTIN-14. */
  readonly #codes = new Map<string, Place>()
  readonly #skus = new Map<string, Place>()
  #departments: Map<string, CatalogueProduct[]> | undefined
  /** The first products of departments that were looked at, by name. */
  readonly #shelves = new Map<string, readonly CatalogueProduct[]>()

  get size(): number {
    return this.#products.size
  }

  get all(): Iterable<CatalogueProduct> {
    return this.#products.values().map(({ product }) => product)
  }

  put(product: CatalogueProduct): void {
    this.remove(product.id)
    this.#products.set(product.id, { product, text: searchText(product) })
    this.#forgetShelves()
    for (const variant of product.variants) {
      const place: Place = { product, variant, packId: null }
      this.#variants.set(variant.id, place)
      this.#skus.set(variant.sku, place)
      for (const { code, gtin14, packId } of variant.barcodes) {
        const coded = packId === null ? place : { product, variant, packId }
        this.#codes.set(code, coded)
        if (gtin14 !== null && gtin14 !== code) this.#codes.set(gtin14, coded)
      }
    }
  }

  remove(id: string): void {
    const product = this.#products.get(id)?.product
    if (product === undefined) return
    this.#products.delete(id)
    this.#forgetShelves()
    for (const variant of product.variants) {
      this.#variants.delete(variant.id)
      forget(this.#skus, variant.sku, product)
      for (const { code, gtin14 } of variant.barcodes) {
        forget(this.#codes, code, product)
        if (gtin14 !== null) forget(this.#codes, gtin14, product)
      }
    }
  }

  byId(id: VariantId): FoundVariant | undefined {
    const place = this.#variants.get(id)
    return place && { product: place.product, variant: place.variant, pack: null, barcode: null }
  }

  /** The first variant of each product of a department that can be sold, by name. */
  inDepartment(departmentId: string, limit: number): FoundVariant[] {
    this.#departments ??= Map.groupBy(this.#sellable(), (product) => product.departmentId)
    const known = this.#shelves.get(departmentId)
    const isKnown = known !== undefined && known.length >= limit
    const shelf = isKnown ? known : firstByName(this.#departments.get(departmentId) ?? [], Math.max(limit, SHELF))
    this.#shelves.set(departmentId, shelf)
    return shelf.slice(0, limit).flatMap(firstVariant)
  }

  /** Exact codes first, then names that hold every word of `text`, those that begin with it before the others. */
  search(text: string, limit: number): FoundVariant[] {
    const exact = this.byCode(text.trim())
    const found = searchProducts(this.#products.values(), text, limit).flatMap(firstVariant)
    if (exact === undefined) return found
    return [exact, ...found.filter(({ variant }) => variant.id !== exact.variant.id)].slice(0, limit)
  }

  #forgetShelves(): void {
    this.#departments = undefined
    this.#shelves.clear()
  }

  *#sellable(): Generator<CatalogueProduct> {
    for (const { product } of this.#products.values()) if (product.status === 'active') yield product
  }

  /** What a scanned or typed code stands for: an exact barcode, the same GTIN in another length, or a SKU. */
  byCode(code: string): FoundVariant | undefined {
    const read = this.#codes.get(code) ?? this.#codes.get(toGtin14(code) ?? '')
    const place = read ?? this.#skus.get(code)
    if (place === undefined) return undefined
    const { product, variant, packId } = place
    const pack = variant.packs.find(({ id }) => id === packId) ?? null
    return { product, variant, pack, barcode: read === undefined ? null : code }
  }
}

/** In every language: who reads one may have been told a name in another. */
function searchText({ name, names = {}, variants }: CatalogueProduct): string {
  return foldText(
    [name, ...Object.values(names), ...variants.map((variant) => `${variant.sku} ${variant.name ?? ''}`)].join(' '),
  )
}

const names = new Intl.Collator(undefined, { numeric: true })

/** So many of a department are found at once: a screen asks whether there is one, then for a page of them. */
const SHELF = 60

/** The first `limit` by name. Sorting all 100,000 to show a page of them would stop the till for half a second. */
function firstByName(products: readonly CatalogueProduct[], limit: number): CatalogueProduct[] {
  const first: CatalogueProduct[] = []
  for (const product of products) {
    const last = first.at(-1)
    const isFull = first.length === limit
    if (isFull && last !== undefined && names.compare(last.name, product.name) <= 0) continue
    if (isFull) first.pop()
    const at = first.findLastIndex(({ name }) => names.compare(name, product.name) <= 0) + 1
    first.splice(at, 0, product)
  }
  return first
}

function firstVariant(product: CatalogueProduct): FoundVariant[] {
  const variant = product.variants.find(({ status }) => status === 'active')
  return variant === undefined ? [] : [{ product, variant, pack: null, barcode: null }]
}

/** A code may have moved to another product meanwhile; then it is that one's. */
function forget(places: Map<string, Place>, code: string, product: CatalogueProduct): void {
  if (places.get(code)?.product === product) places.delete(code)
}
