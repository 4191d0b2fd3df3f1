import { assert } from '@pos/core'
import type {
  AccessPolicy,
  ApprovalPolicy,
  BusinessDate,
  Quantity,
  StoreId,
  TaxGroupId,
  VariantId,
} from '@pos/shared-types'
import type { TaxGroup } from '@pos/tax-engine'
import { PriceBook } from './price-book.ts'
import { ProductIndex, type FoundVariant } from './product-index.ts'
import type {
  CatalogueDepartment,
  CatalogueEntity,
  CatalogueEntry,
  CataloguePrice,
  CataloguePriceList,
  CatalogueReason,
  CatalogueRecords,
  CatalogueRegister,
  CatalogueRole,
  CatalogueSetting,
  CatalogueSnapshot,
  CatalogueStore,
  CatalogueTender,
  CatalogueUnit,
  CatalogueUser,
} from './records.ts'
import { TaxBook } from './tax-book.ts'

type PlainEntity = Exclude<CatalogueEntity, 'product' | 'price' | 'tax_group' | 'tax_rate'>
type Tables = { readonly [Entity in PlainEntity]: Map<string, CatalogueRecords[Entity]> }

/**
 * The replica in memory, indexed for the questions of a till: what a code stands for, what it costs now, how it is
 * taxed. It holds one store's catalogue and changes only by `put` and `remove`.
 */
export class Catalogue {
  readonly #products = new ProductIndex()
  readonly #prices = new PriceBook()
  readonly #taxes = new TaxBook()
  readonly #storeId: () => StoreId | undefined
  readonly #tables: Tables = {
    store: new Map(),
    register: new Map(),
    price_list: new Map(),
    tender_type: new Map(),
    reason_code: new Map(),
    unit: new Map(),
    department: new Map(),
    setting: new Map(),
    user: new Map(),
    role: new Map(),
    access_policy: new Map(),
    approval_policy: new Map(),
    permission_snapshot: new Map(),
  }

  constructor(storeId: () => StoreId | undefined) {
    this.#storeId = storeId
  }

  get productCount(): number {
    return this.#products.size
  }

  /** Everything that was put and is still there. */
  *entries(): Generator<CatalogueEntry> {
    for (const record of this.#products.all) yield { entity: 'product', record }
    for (const record of this.#prices.all) yield { entity: 'price', record }
    for (const record of this.#taxes.groups) yield { entity: 'tax_group', record }
    for (const record of this.#taxes.rates) yield { entity: 'tax_rate', record }
    for (const [entity, table] of Object.entries(this.#tables)) {
      for (const record of table.values()) yield { entity, record } as CatalogueEntry
    }
  }

  put(entry: CatalogueEntry): void {
    switch (entry.entity) {
      case 'product':
        return this.#products.put(entry.record)
      case 'price':
        return this.#prices.put(entry.record)
      case 'tax_group':
        return this.#taxes.putGroup(entry.record)
      case 'tax_rate':
        return this.#taxes.putRate(entry.record)
      default: {
        const table: Map<string, typeof entry.record> = this.#tables[entry.entity]
        table.set(entry.record.id, entry.record)
      }
    }
  }

  remove(entity: CatalogueEntity, id: string): void {
    switch (entity) {
      case 'product':
        return this.#products.remove(id)
      case 'price':
        return this.#prices.remove(id)
      case 'tax_group':
        return this.#taxes.removeGroup(id)
      case 'tax_rate':
        return this.#taxes.removeRate(id)
      default:
        this.#tables[entity].delete(id)
    }
  }

  findByCode(code: string): FoundVariant | undefined {
    return this.#products.byCode(code)
  }

  findById(id: VariantId): FoundVariant | undefined {
    return this.#products.byId(id)
  }

  /** The store's own price in force at wall time `at` (`YYYY-MM-DDTHH:MM`). */
  priceOf(variantId: VariantId, quantityMilli: Quantity, at: string): CataloguePrice | undefined {
    return this.#prices.inForce(this.store.priceListId, variantId, quantityMilli, at)
  }

  /** The taxes of the store's zone on a day. */
  taxGroup(id: TaxGroupId, on: BusinessDate): TaxGroup | undefined {
    return this.#taxes.inForce(id, this.store.taxZoneId, on)
  }

  /** The store this replica is of. */
  get store(): CatalogueStore {
    const store = this.#own
    assert(store, 'the replica has no store yet')
    return store
  }

  get priceList(): CataloguePriceList {
    const list = this.#tables.price_list.get(this.store.priceListId)
    assert(list, 'the replica lacks the price list of its store')
    return list
  }

  /** False until a whole catalogue has arrived: without its store nothing can be priced. */
  get isUsable(): boolean {
    const store = this.#own
    return store !== undefined && this.#tables.price_list.has(store.priceListId)
  }

  tender(id: string): CatalogueTender | undefined {
    return this.#tables.tender_type.get(id)
  }

  /** Every tender in the order of the payment screen, those no longer active too. */
  get tenders(): CatalogueTender[] {
    return [...this.#tables.tender_type.values()].toSorted((a, b) => a.position - b.position)
  }

  reasons(kind: string): CatalogueReason[] {
    return [...this.#tables.reason_code.values()].filter((reason) => reason.kind === kind)
  }

  reason(id: string): CatalogueReason | undefined {
    return this.#tables.reason_code.get(id)
  }

  register(id: string): CatalogueRegister | undefined {
    return this.#tables.register.get(id)
  }

  get registers(): CatalogueRegister[] {
    return [...this.#tables.register.values()].filter((register) => register.status === 'active')
  }

  /** Departments by name. */
  get departments(): CatalogueDepartment[] {
    return [...this.#tables.department.values()].toSorted((a, b) => a.name.localeCompare(b.name))
  }

  /** Products of a department that can be sold, by name. */
  inDepartment(departmentId: string, limit: number): FoundVariant[] {
    return this.#products.inDepartment(departmentId, limit)
  }

  /** Products whose names hold every word of `text`, or whose SKU or barcode begins with it. */
  search(text: string, limit: number): FoundVariant[] {
    return this.#products.search(text, limit)
  }

  unit(id: string): CatalogueUnit | undefined {
    return this.#tables.unit.get(id)
  }

  unitCode(id: string): string | undefined {
    return this.#tables.unit.get(id)?.code
  }

  /** The value in force for a register: its own, else the store's, else the company's, else undefined. */
  setting(key: string, registerId: string | null): unknown {
    const rank = { company: 0, store: 1, register: 2 }
    let nearest: CatalogueSetting | undefined
    for (const setting of this.#tables.setting.values()) {
      const isOurs =
        setting.level === 'company' ||
        (setting.level === 'store' ? this.store.id === setting.storeId : setting.registerId === registerId)
      if (setting.key !== key || !isOurs) continue
      if (nearest === undefined || rank[setting.level] > rank[nearest.level]) nearest = setting
    }
    return nearest?.value
  }

  get hasPeople(): boolean {
    return this.#tables.user.size > 0
  }

  /** Whoever is known here; undefined for a stranger. */
  user(id: string): CatalogueUser | undefined {
    return this.#tables.user.get(id)
  }

  /** The roles somebody holds in this store. */
  rolesOf({ roles }: CatalogueUser): CatalogueRole[] {
    const own = this.#storeId()
    return roles.flatMap(({ roleId, storeId }) => (storeId === own ? (this.#tables.role.get(roleId) ?? []) : []))
  }

  get hasPolicies(): boolean {
    return this.#tables.access_policy.size + this.#tables.approval_policy.size > 0
  }

  get accessPolicies(): AccessPolicy[] {
    return [...this.#tables.access_policy.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  }

  get approvalPolicies(): ApprovalPolicy[] {
    return [...this.#tables.approval_policy.values()]
  }

  /** Head office's latest word on rights; undefined while none has arrived. */
  get rightsSnapshot(): CatalogueSnapshot | undefined {
    return this.#tables.permission_snapshot.get(this.#storeId() ?? '')
  }

  get #own(): CatalogueStore | undefined {
    return this.#tables.store.get(this.#storeId() ?? '')
  }
}
