import { defineCommand } from 'citty'
import { dataFolderOf } from '../up/chain-plan.ts'
import { auditTable } from './table.ts'
import { verifyAudit } from './verify-audit.ts'

export const verifyAuditCommand = defineCommand({
  meta: {
    name: 'verify-audit',
    description: 'Walks the audit logs of a running or stopped chain and names the first bad entry; exit code 1 then.',
  },
  args: {
    data: { type: 'string', description: 'Folder of the chain', default: 'data' },
  },
  async run({ args }) {
    const reports = await verifyAudit(dataFolderOf(args.data))
    console.log(auditTable(reports))
    if (reports.some(({ fault }) => fault !== null)) process.exitCode = 1
  },
})
