import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type {
  DrillEnd,
  DrillFindings,
  DrillId,
  DrillRow,
  DrillSales,
  Instant,
  StoreId,
  UserId,
} from '@pos/shared-types'

/** A drill in the book of its store. */
export type Drill = Omit<DrillRow, 'startedByName'>
/** A drill that has ended. */
export type EndedDrill = Drill & { readonly endedAt: Instant; readonly endedBy: DrillEnd }

type Raw = Omit<Drill, 'findings'> & { readonly findings: string | null }
type NewDrill = Pick<Drill, 'id' | 'link' | 'startedAt' | 'startedById' | 'endsAt'> & { readonly storeId: StoreId }

const COLUMNS = `id, store_id as storeId, link, started_at as startedAt, started_by_id as startedById, ends_at as endsAt,
  ended_at as endedAt, ended_by as endedBy, ended_by_id as endedById, findings`
const BY_ID = `select ${COLUMNS} from outage_drills where id = ?`
const NEWEST = `select ${COLUMNS} from outage_drills order by started_at desc, id desc limit ?`
const OPEN = `select ${COLUMNS} from outage_drills where findings is null order by started_at limit 1`
const END = `update outage_drills set ended_at = :at, ended_by = :by, ended_by_id = :byId where id = :id and ended_at is null`
const REPORT = 'update outage_drills set findings = ? where id = ? and findings is null'
const PERSON = 'select display_name as name from users where id = ?'

export function insertDrill({ tx, tenantId }: Unit<StoreTx>, drill: NewDrill): Drill {
  tx.insert('outageDrills', [{ ...drill, tenantId }])
  return { ...drill, endedAt: null, endedBy: null, endedById: null, findings: null }
}

export function findDrill(tx: StoreTx, id: DrillId): Drill | undefined {
  const row = tx.prepare<Raw>(BY_ID).get([id])
  return row && read(row)
}

/** The drill that runs or has no report yet. */
export function openDrill(tx: StoreTx): Drill | undefined {
  const row = tx.prepare<Raw>(OPEN).get()
  return row && read(row)
}

export function newestDrills(tx: StoreTx, limit: number): Drill[] {
  return tx.prepare<Raw>(NEWEST).all([limit]).map(read)
}

/** False when it had ended before. */
export function storeEnd(tx: StoreTx, id: DrillId, by: DrillEnd, at: Instant, byId: UserId | null): boolean {
  return tx.prepare(END).run({ id, by, at, byId }).changes === 1
}

/** False when it had its report before. */
export function storeFindings(tx: StoreTx, id: DrillId, findings: DrillFindings): boolean {
  return tx.prepare(REPORT).run([JSON.stringify(findings), id]).changes === 1
}

export function rowOf({ catalog }: StoreTx, drill: Drill): DrillRow {
  return { ...drill, startedByName: catalog.prepare<{ name: string }>(PERSON).get([drill.startedById])?.name ?? null }
}

const read = ({ findings, ...row }: Raw): Drill => ({
  ...row,
  findings: findings === null ? null : (JSON.parse(findings) as DrillFindings),
})

// A sale has the business date of its shift, so the oldest shift of that time bounds the days to look at.
const MEANWHILE = `from sales where business_on >= (select coalesce(min(business_on), '9999-12-31') from shifts
    where opened_at <= :to and (closed_at is null or closed_at >= :from))
  and occurred_at between :from and :to`
const TOTALS = `select currency, sum(total_minor) as totalMinor ${MEANWHILE} group by currency order by currency`
const REGISTERS = `select register_id as registerId, count(*) as count, max(occurred_at) as lastAt ${MEANWHILE}
  group by register_id order by count desc, register_id`

/** What was sold between two instants, as far as it is here. */
export function salesBetween(tx: StoreTx, from: Instant, to: Instant): DrillSales {
  type Register = DrillSales['registers'][number] & { readonly lastAt: Instant }
  const registers = tx.prepare<Register>(REGISTERS).all({ from, to })
  return {
    count: registers.reduce((sum, { count }) => sum + count, 0),
    totals: tx.prepare<DrillSales['totals'][number]>(TOTALS).all({ from, to }),
    registers: registers.map(({ registerId, count }) => ({ registerId, count })),
    lastAt: registers.length === 0 ? null : Math.max(...registers.map(({ lastAt }) => lastAt)),
  }
}
