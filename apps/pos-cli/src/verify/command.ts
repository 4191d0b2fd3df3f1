import { defineCommand } from 'citty'
import { dataFolderOf } from '../up/chain-plan.ts'
import { booksTable, faultsOf } from './table.ts'
import { verifyBooks } from './verify-books.ts'

export const verifyCommand = defineCommand({
  meta: { name: 'verify', description: 'Checks the books of a running or stopped chain; exit code 1 for a fault.' },
  args: {
    data: { type: 'string', description: 'Folder of the chain', default: 'data' },
  },
  async run({ args }) {
    const found = await verifyBooks(dataFolderOf(args.data))
    console.log(booksTable(found))
    if (faultsOf(found) > 0) process.exitCode = 1
  },
})
