import { defineCommand } from 'citty'
import { refuseInProduction } from '../demo/in-production.ts'
import { type DemoSheet, readDemoSheet } from '../demo/sheet.ts'
import { chainPlan } from './chain-plan.ts'
import { openDataFolder } from './data-folder.ts'
import { requireFreePorts } from './ports.ts'
import { removeDemo } from './remove-demo.ts'
import { holdRunningMark } from './running-mark.ts'
import { stopRequests } from './stop-requests.ts'
import { superviseChain } from './supervise.ts'
import { chainTable } from './table.ts'

/** Exit code of a program that Ctrl-C ended before its work was done. */
const interrupted = 130

export const upCommand = defineCommand({
  meta: { name: 'up', description: 'Starts head office and two stores with demo data and keeps them running.' },
  args: {
    fresh: { type: 'boolean', description: 'Remove the demo data first and begin anew' },
    'port-base': { type: 'string', description: 'First of three ports in a row, instead of 5100, 5201 and 5202' },
    data: { type: 'string', description: 'Folder of the demo data', default: 'data' },
  },
  async run({ args }) {
    refuseInProduction(process.env)
    const stop = stopRequests()
    const plan = chainPlan({ folder: args.data, portBase: args['port-base'], env: process.env })
    openDataFolder(plan.folder)
    const mark = holdRunningMark(plan)
    try {
      await requireFreePorts(plan)
      if (args.fresh === true) await removeDemo(plan.folder, log)
      const sheet = await sheetOf(plan.folder, stop.requested)
      process.exitCode =
        sheet === undefined ? interrupted : await superviseChain(plan, stop, log, () => chainTable(plan, sheet))
    } finally {
      mark.release()
      stop.release()
    }
  },
})

/** The sheet of a former start, or of the chain prepared now; nothing when that was interrupted. */
async function sheetOf(folder: string, signal: AbortSignal): Promise<DemoSheet | undefined> {
  const known = readDemoSheet(folder)
  if (known !== undefined) return known
  try {
    // What an interrupted preparation has left cannot be continued.
    await removeDemo(folder, log)
    // Only a first start needs the servers' code in this process.
    const { prepareDemo } = await import('../demo/prepare.ts')
    return await prepareDemo({ folder, log, signal })
  } catch (error) {
    if (!signal.aborted) throw error
    log('Interrupted: the next start begins the demo chain anew.')
    return undefined
  }
}

function log(line: string): void {
  console.log(line)
}
