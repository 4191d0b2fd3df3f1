import type { Context, Unit } from '@pos/core'
import type { EventId } from '@pos/shared-types'
import { MemoryInbox, type InboxTables } from '@pos/testing'
import type { Plant } from './plants.ts'

/** What head office keeps of one event that took effect. */
export type KeptFact = {
  readonly storeId: string
  readonly eventId: EventId
  readonly type: string
  readonly payload: string
}
export type HqTables = InboxTables<KeptFact>

/** The inbox of head office; the plant `check, then insert` looks beside its transaction, at what was there a unit ago. */
export class HqInbox extends MemoryInbox<KeptFact> {
  readonly #plant: Plant | undefined
  #stale: HqTables | undefined

  constructor(plant: Plant | undefined) {
    super()
    this.#plant = plant
  }

  override write<Result>(ctx: Context, name: string, work: (unit: Unit<HqTables>) => Promise<Result>): Promise<Result> {
    return super.write(ctx, name, async (unit) => {
      const answer = await work(unit)
      this.#stale = this.tables
      return answer
    })
  }

  protected override seenBy(tx: HqTables): HqTables {
    return this.#plant === 'check, then insert' ? (this.#stale ?? tx) : tx
  }
}
