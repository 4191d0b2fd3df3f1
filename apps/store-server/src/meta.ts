import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'

/** Small facts about this installation that no table of the business has a place for. */
type MetaKey = 'claim_key' | 'hq_url' | 'revocations_seen' | 'rights_watch' | 'lineage_marked'

export function readMeta(tx: StoreTx, key: MetaKey): string | undefined {
  return tx.prepare<{ value: string }>('select value from db_meta where key = ?').get([key])?.value
}

export function writeMeta(unit: Unit<StoreTx>, key: MetaKey, value: string): void {
  unit.tx
    .prepare(
      'insert into db_meta (key, value, updated_at) values (?, ?, ?) on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at',
    )
    .run([key, value, unit.at])
}
