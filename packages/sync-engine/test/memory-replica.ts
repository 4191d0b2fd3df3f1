import type { PullPage } from '@pos/shared-types'
import type { Cursor, ReplicaPort } from '../src/replica.ts'

/** A replica that records what readers can see, and when. */
export class MemoryReplica implements ReplicaPort {
  at: Cursor | undefined
  rows = new Map<string, number>()
  staged: PullPage[] = []

  cursor(): Cursor | undefined {
    return this.at
  }

  async apply(page: PullPage): Promise<void> {
    for (const { changes } of [...this.staged, page]) for (const { id, version } of changes) this.rows.set(id, version)
    this.staged = []
    this.at = { epoch: page.epoch, version: page.to }
  }

  async stage(page: PullPage): Promise<void> {
    if (page.from === this.at?.version) this.staged = []
    this.staged.push(page)
  }

  async bootstrap(snapshot: AsyncIterable<Uint8Array>): Promise<Cursor> {
    let text = ''
    for await (const bytes of snapshot) text += new TextDecoder().decode(bytes)
    const { cursor, rows } = JSON.parse(text) as { cursor: Cursor; rows: [string, number][] }
    this.rows = new Map(rows)
    this.at = cursor
    return cursor
  }
}
