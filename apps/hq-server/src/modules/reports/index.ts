import { DomainError } from '@pos/core'
import { REPORTS } from '@pos/reports'
import { defineModule, handle, ValidationError } from '@pos/server-kit'
import { listReports as listCommand, runReport as runCommand } from '@pos/shared-types'
import { reportLabel, reportTitle } from '@pos/i18n'
import type { HqNeeds } from '../../needs.ts'
import { addToDays } from './day-totals.ts'
import { runWithFreshness } from './report-service.ts'

export const reportsModule = ({ unitOfWork, rules }: HqNeeds) =>
  defineModule({
    name: 'reports',
    rules: () => rules.after('sale-batch:record', 'reports.add-to-day', (unit, { facts }) => addToDays(unit, facts)),
    routes: [
      handle(listCommand, ({ language }) => ({
        items: [...REPORTS.keys()].map((code) => ({ code, title: reportTitle(code, language) })),
      })),

      handle(runCommand, async ({ ctx, params, body, language }) => {
        const report = REPORTS.get(params.code)
        if (!report) throw new DomainError('NOT_FOUND')
        if (body.from > body.to) throw new ValidationError([{ path: 'body.to', problem: 'not_allowed' }])
        const { rows, asOf } = await unitOfWork.read(ctx, (tx) => runWithFreshness(tx, ctx.tenantId, report, body))
        const columns = report.columns.map((column) => ({ ...column, label: reportLabel(column.key, language) }))
        return { columns, rows, chart: { ...report.chart, y: [...report.chart.y] }, asOf }
      }),
    ],
  })
