import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { localMinute } from '@pos/domain'
import type { Instant, RegisterId, StoreId, TaxGroupId, VariantId } from '@pos/shared-types'
import type { TaxGroup } from '@pos/tax-engine'
import type { Item } from './item.ts'
import { findItem, findScanned, type PriceMoment, type Scanned, type TimedItem } from './item-repository.ts'
import { findDefaultLocation, findRegister, type Register } from './place-repository.ts'
import { readReasons, type Reason } from './reason-repository.ts'
import { readStoreProfile, type StoreProfile } from './store-profile.ts'
import { readTaxGroup } from './tax-repository.ts'
import { readTenderTypes, type StoreTender } from './tender-repository.ts'

type Catalog = StoreTx['catalog']

/** More than a shop sells; a client that walks the catalogue must not fill the memory. */
const KEPT_ITEMS = 20_000

/** What was read of one catalogue version. It outlives the snapshot it was read from, so it holds values only. */
type Known = {
  readonly key: string
  readonly profile: StoreProfile
  readonly items: Map<VariantId, TimedItem>
  readonly codes: Map<string, Scanned>
  readonly taxGroups: Map<string, TaxGroup>
  readonly registers: Map<RegisterId, Register>
  tenders: readonly StoreTender[] | undefined
  reasons: ReadonlyMap<string, Reason> | undefined
  locationId: string | undefined
}

/** The catalogue as selling needs it. What was read is kept as long as the catalogue's version. */
export class SellingCatalogue {
  #known: Known | undefined

  /**
   * The catalogue of the unit that asks, with the prices in force at `instant`.
   *
   * @throws DomainError CATALOGUE_INCOMPLETE while the first copy has not arrived
   */
  at(catalog: Catalog, storeId: StoreId, instant: Instant): SellingView {
    const { epoch, version } = catalog.version
    const key = `${epoch} ${version} ${storeId}`
    if (this.#known?.key !== key) this.#known = read(catalog, storeId, key)
    return new SellingView(catalog, this.#known, instant)
  }
}

function read(catalog: Catalog, storeId: StoreId, key: string): Known {
  const profile = readStoreProfile(catalog, storeId)
  if (!profile) throw new DomainError('CATALOGUE_INCOMPLETE')
  return {
    key,
    profile,
    items: new Map(),
    codes: new Map(),
    taxGroups: new Map(),
    registers: new Map(),
    tenders: undefined,
    reasons: undefined,
    locationId: undefined,
  }
}

/** The catalogue at one moment, for as long as the unit that asked for it. */
export class SellingView {
  readonly profile: StoreProfile
  readonly version: number
  readonly #catalog: Catalog
  readonly #known: Known
  readonly #moment: PriceMoment

  constructor(catalog: Catalog, known: Known, instant: Instant) {
    this.profile = known.profile
    this.version = catalog.version.version
    this.#catalog = catalog
    this.#known = known
    this.#moment = {
      priceListId: known.profile.priceListId,
      localTime: localMinute(instant, known.profile.timeZone),
    }
  }

  item(variantId: VariantId): Item | undefined {
    const { items } = this.#known
    const { localTime } = this.#moment
    const known = items.get(variantId)
    if (known && known.from <= localTime && localTime < known.until) return known.item
    const found = findItem(this.#catalog, variantId, this.#moment)
    if (items.size >= KEPT_ITEMS) items.clear()
    if (found) items.set(variantId, found)
    return found?.item
  }

  /** By barcode, else by SKU. */
  itemByCode(code: string): Item | undefined {
    const scanned = this.#scanned(code)
    const item = scanned && this.item(scanned.variantId)
    return item && { ...item, barcode: code === item.sku ? item.barcode : code, scanMilli: scanned.scanMilli }
  }

  /** The group's rates in the store's tax zone on the day of this moment, in order of position. */
  taxGroup(id: TaxGroupId): TaxGroup {
    const { taxGroups } = this.#known
    const on = this.#moment.localTime.slice(0, 10)
    const known = taxGroups.get(on + id)
    if (known) return known
    const group = readTaxGroup(this.#catalog, id, this.profile.taxZoneId, on)
    if (taxGroups.size >= KEPT_ITEMS) taxGroups.clear()
    taxGroups.set(on + id, group)
    return group
  }

  tenderTypes(): readonly StoreTender[] {
    return (this.#known.tenders ??= readTenderTypes(this.#catalog))
  }

  /** The reason of that id, when it is one for this kind of act. */
  reason(id: string | null | undefined, kind: 'discount' | 'return'): Reason | undefined {
    if (id === null || id === undefined) return undefined
    const reason = (this.#known.reasons ??= readReasons(this.#catalog)).get(id)
    return reason?.kind === kind ? reason : undefined
  }

  register(id: RegisterId): Register | undefined {
    const known = this.#known.registers.get(id)
    if (known) return known
    const register = findRegister(this.#catalog, this.profile.id, id)
    if (register) this.#known.registers.set(id, register)
    return register
  }

  /** Where goods leave and come back when nobody says otherwise. */
  locationId(): string {
    return (this.#known.locationId ??= findDefaultLocation(this.#catalog, this.profile.id))
  }

  #scanned(code: string): Scanned | undefined {
    const { codes } = this.#known
    const known = codes.get(code)
    if (known) return known
    const scanned = findScanned(this.#catalog, code)
    if (codes.size >= KEPT_ITEMS) codes.clear()
    if (scanned) codes.set(code, scanned)
    return scanned
  }
}
