import type { HqTx } from '@pos/db'
import { runReport, type ReportDefinition, type ReportRow } from '@pos/reports'
import type { BodyOf, runReport as runCommand, TenantId } from '@pos/shared-types'
import { readFreshness, type StoreFreshness } from '../../store-freshness.ts'

type Result = { rows: ReportRow[]; asOf: StoreFreshness[] }

/** A report with the age of each store's figures, read in one snapshot. */
export async function runWithFreshness(
  tx: HqTx,
  tenantId: TenantId,
  report: ReportDefinition,
  input: BodyOf<typeof runCommand>,
): Promise<Result> {
  const { from, to, storeIds } = input
  const rows = await runReport(tx, report, { tenantId, from, to, storeIds })
  const freshness = await readFreshness(tx, tenantId)
  return { rows, asOf: storeIds ? freshness.filter((store) => storeIds.includes(store.storeId)) : freshness }
}
