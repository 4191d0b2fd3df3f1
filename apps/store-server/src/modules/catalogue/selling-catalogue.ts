import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { localMinute, type TenderType } from '@pos/domain'
import type { Instant, RegisterId, StoreId, TaxGroupId, VariantId } from '@pos/shared-types'
import type { TaxGroup } from '@pos/tax-engine'
import type { Item } from './item.ts'
import { findItem, findItemByCode, type PriceMoment } from './item-repository.ts'
import { findDefaultLocation, findRegister, type Register } from './place-repository.ts'
import { readStoreProfile, type StoreProfile } from './store-profile.ts'
import { readTaxGroup } from './tax-repository.ts'
import { readTenderTypes } from './tender-repository.ts'

type Catalog = StoreTx['catalog']

/** More items than a shop scans in a minute; a client that walks the catalogue must not fill the memory. */
const KEPT_ITEMS = 20_000

/** Sales that tills push late belong to minutes gone by; each of the last few keeps its view. */
const KEPT_VIEWS = 8

/**
 * The catalogue as selling needs it at one moment. What was read is kept for one catalogue version and one minute of
 * the store's clock: prices start and end on whole minutes.
 */
export class SellingCatalogue {
  readonly #views = new Map<string, SellingView>()

  /** @throws DomainError CATALOGUE_INCOMPLETE while the first copy has not arrived */
  at(catalog: Catalog, storeId: StoreId, instant: Instant): SellingView {
    const { epoch, version } = catalog.version
    const key = `${epoch} ${version} ${Math.floor(instant / 60_000)} ${storeId}`
    const view = this.#views.get(key) ?? this.#open(catalog, storeId, instant, key)
    view.catalog = catalog
    return view
  }

  #open(catalog: Catalog, storeId: StoreId, instant: Instant, key: string): SellingView {
    const profile = readStoreProfile(catalog, storeId)
    if (!profile) throw new DomainError('CATALOGUE_INCOMPLETE')
    const moment = { priceListId: profile.priceListId, localTime: localMinute(instant, profile.timeZone) }
    const view = new SellingView(catalog, profile, moment)
    for (const oldest of this.#views.keys()) {
      if (this.#views.size < KEPT_VIEWS) break
      this.#views.delete(oldest)
    }
    this.#views.set(key, view)
    return view
  }
}

export class SellingView {
  readonly profile: StoreProfile
  readonly version: number
  catalog: Catalog
  readonly #moment: PriceMoment
  readonly #items = new Map<string, Item | undefined>()
  readonly #taxGroups = new Map<TaxGroupId, TaxGroup>()
  readonly #registers = new Map<RegisterId, Register | undefined>()
  #tenders: readonly TenderType[] | undefined
  #locationId: string | undefined

  constructor(catalog: Catalog, profile: StoreProfile, moment: PriceMoment) {
    this.catalog = catalog
    this.profile = profile
    this.version = catalog.version.version
    this.#moment = moment
  }

  item(variantId: VariantId): Item | undefined {
    return this.#kept(variantId, () => findItem(this.catalog, variantId, this.#moment))
  }

  /** By barcode, else by SKU. */
  itemByCode(code: string): Item | undefined {
    return this.#kept(`code ${code}`, () => findItemByCode(this.catalog, code, this.#moment))
  }

  /** The group's rates in the store's tax zone on its present day, in order of position. */
  taxGroup(id: TaxGroupId): TaxGroup {
    const known = this.#taxGroups.get(id)
    if (known) return known
    const group = readTaxGroup(this.catalog, id, this.profile.taxZoneId, this.#moment.localTime.slice(0, 10))
    this.#taxGroups.set(id, group)
    return group
  }

  tenderTypes(): readonly TenderType[] {
    this.#tenders ??= readTenderTypes(this.catalog)
    return this.#tenders
  }

  register(id: RegisterId): Register | undefined {
    if (!this.#registers.has(id)) this.#registers.set(id, findRegister(this.catalog, this.profile.id, id))
    return this.#registers.get(id)
  }

  /** Where goods leave and come back when nobody says otherwise. */
  locationId(): string {
    this.#locationId ??= findDefaultLocation(this.catalog, this.profile.id)
    return this.#locationId
  }

  #kept(key: string, find: () => Item | undefined): Item | undefined {
    if (this.#items.has(key)) return this.#items.get(key)
    if (this.#items.size >= KEPT_ITEMS) this.#items.clear()
    const item = find()
    this.#items.set(key, item)
    return item
  }
}
