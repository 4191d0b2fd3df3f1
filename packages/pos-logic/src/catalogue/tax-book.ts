import { assert } from '@pos/core'
import type { BusinessDate, TaxGroupId } from '@pos/shared-types'
import type { TaxGroup, TaxRate } from '@pos/tax-engine'
import type { CatalogueTaxGroup, CatalogueTaxRate } from './records.ts'

/** Tax groups and rates, joined for one zone and day. A day's groups are made once: rates change by a new start date. */
export class TaxBook {
  readonly #groups = new Map<string, CatalogueTaxGroup>()
  readonly #rates = new Map<string, CatalogueTaxRate>()
  readonly #joined = new Map<string, TaxGroup>()

  get groups(): Iterable<CatalogueTaxGroup> {
    return this.#groups.values()
  }

  get rates(): Iterable<CatalogueTaxRate> {
    return this.#rates.values()
  }

  putGroup(group: CatalogueTaxGroup): void {
    this.#groups.set(group.id, group)
    this.#joined.clear()
  }

  putRate(rate: CatalogueTaxRate): void {
    this.#rates.set(rate.id, rate)
    this.#joined.clear()
  }

  removeGroup(id: string): void {
    this.#groups.delete(id)
    this.#joined.clear()
  }

  removeRate(id: string): void {
    this.#rates.delete(id)
    this.#joined.clear()
  }

  /** The rates of a group in a zone on a day, in order of position; undefined when the group is unknown. */
  inForce(id: TaxGroupId, zoneId: string, on: BusinessDate): TaxGroup | undefined {
    const key = `${id}${zoneId}${on}`
    const known = this.#joined.get(key)
    if (known !== undefined) return known
    const group = this.#groups.get(id)
    if (group === undefined) return undefined
    const rates = group.rates
      .filter((rate) => rate.taxZoneId === zoneId)
      .toSorted((a, b) => a.position - b.position)
      .flatMap(({ taxRateCode, isCompound }) => {
        const rate = this.#rateInForce(taxRateCode, on)
        return rate === undefined ? [] : [toTaxRate(rate, isCompound)]
      })
    const joined: TaxGroup = { id: group.id, rates }
    this.#joined.set(key, joined)
    return joined
  }

  /** The newest start wins; before its first start a rate does not apply. */
  #rateInForce(code: string, on: BusinessDate): CatalogueTaxRate | undefined {
    let newest: CatalogueTaxRate | undefined
    for (const rate of this.#rates.values()) {
      if (rate.code !== code || rate.validFromOn > on) continue
      if (newest === undefined || rate.validFromOn > newest.validFromOn) newest = rate
    }
    return newest
  }
}

function toTaxRate(
  { id, code, name, kind, ratePpm, amountMinor, perMilli }: CatalogueTaxRate,
  isCompound: boolean,
): TaxRate {
  if (kind === 'percent') {
    assert(ratePpm !== null, `tax rate ${code} has no rate`)
    return { id, code, name, kind, ratePpm, isCompound, amountMinor: null, perMilli: null }
  }
  assert(amountMinor !== null, `tax rate ${code} has no amount`)
  return { id, code, name, kind, ratePpm: null, isCompound, amountMinor, perMilli: perMilli ?? 1000 }
}
