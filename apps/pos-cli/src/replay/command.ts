import { resolve } from 'node:path'
import { defineCommand } from 'citty'
import { DomainError } from '@pos/core'
import { Refusal } from '../refusal.ts'
import { dataFolderOf } from '../up/chain-plan.ts'
import { replayOptions } from './options.ts'
import { ProgressBar } from './progress-bar.ts'
import { replay, type ReplayOutcome } from './replay.ts'
import { summaryOf } from './summary.ts'

export const replayCommand = defineCommand({
  meta: { name: 'replay', description: 'Rings up the invoices of a file at a till of its own and compares the books.' },
  args: {
    file: { type: 'positional', required: true, description: 'CSV file of invoice lines (.csv or .csv.gz)' },
    store: { type: 'string', required: true, description: 'Code of the store' },
    limit: { type: 'string', description: 'Take only the first N invoices' },
    'as-client': { type: 'boolean', description: 'Let the store server make the sales, instead of a till' },
    register: {
      type: 'string',
      description: 'Code of the register that is made for it (REPLAY, or REPLAYC as a client)',
    },
    data: {
      type: 'string',
      description: 'Folder of the demo data; the journal of the till is kept there',
      default: 'data',
    },
    'hq-url': { type: 'string', description: 'Address of head office' },
    'store-url': { type: 'string', description: 'Address of the store server' },
    tenant: { type: 'string', description: 'Short name of the company' },
    admin: { type: 'string', description: 'user:password at head office' },
    manager: { type: 'string', description: 'user:password of the manager of the store' },
    pin: { type: 'string', description: 'PIN of the same manager' },
  },
  async run({ args }) {
    const options = replayOptions({
      ...args,
      // npm runs scripts in the folder of the package and tells where the reader is.
      file: resolve(process.env.INIT_CWD ?? process.cwd(), args.file),
      data: dataFolderOf(args.data),
      asClient: args['as-client'] === true,
      hqUrl: args['hq-url'],
      storeUrl: args['store-url'],
    })
    const outcome = await replay(options, { log, progress }).catch(explain)
    log(summaryOf(outcome))
    if (outcome.differences.length > 0 || outcome.parked > 0) process.exitCode = 1
  },
})

/** A refusal by a server names its reason; where it came from would not help the reader. */
function explain(error: unknown): ReplayOutcome {
  if (!(error instanceof DomainError)) throw error
  throw new Refusal(`The replay was refused: ${error.code} ${JSON.stringify(error.params)}`, { cause: error })
}

function progress(what: string, total: number): ProgressBar {
  return new ProgressBar(what, total)
}

function log(line: string): void {
  console.log(line)
}
