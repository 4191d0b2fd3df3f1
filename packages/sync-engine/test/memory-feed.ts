import type { PullChange } from '@pos/shared-types'
import type { FeedPort } from '../src/feed.ts'

export const EPOCH = '00000000-0000-7000-8000-0000000000ee'
export const OTHER_EPOCH = '00000000-0000-7000-8000-0000000000ef'

/** A feed whose newest word per entity counts, as at head office. */
export class MemoryFeed implements FeedPort {
  epoch = EPOCH
  version = 0
  minVersion = 0
  readonly rows = new Map<string, PullChange>()

  /** One transaction: everything in it gets one version. */
  commit(...ids: readonly string[]): void {
    this.version += 1
    for (const id of ids) this.rows.set(id, changeOf(id, this.version))
  }

  read<Result>(work: Parameters<FeedPort['read']>[0]): Promise<Result> {
    const { epoch, version, minVersion } = this
    const sorted = [...this.rows.values()].toSorted((a, b) => a.version - b.version)
    return work({
      head: () => ({ epoch, version, minVersion }),
      changes: (after, limit) => sorted.filter((change) => change.version > after).slice(0, limit),
      changesAt: (at) => sorted.filter((change) => change.version === at),
      documents: (_entity, ids) =>
        new Map(sorted.flatMap(({ id, data }) => (ids.includes(id) && data ? [[id, data] as const] : []))),
    }) as Promise<Result>
  }
}

function changeOf(id: string, version: number): PullChange {
  return { entity: 'price', id, op: 'U', version, schema: 1, data: { row: { id, version }, children: {} } }
}
