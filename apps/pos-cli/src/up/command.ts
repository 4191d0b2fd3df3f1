import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { prepareDemo } from '../demo/prepare.ts'
import { type DemoSheet, readDemoSheet } from '../demo/sheet.ts'
import { chainPlan } from './chain-plan.ts'
import { emptyDataFolder, openDataFolder } from './data-folder.ts'
import { requireFreePorts } from './ports.ts'
import { holdRunningMark, runningMarkName } from './running-mark.ts'
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
    const stop = stopRequests()
    const plan = chainPlan({ folder: args.data, portBase: args['port-base'], env: process.env })
    openDataFolder(plan.folder)
    const mark = holdRunningMark(plan)
    try {
      await requireFreePorts(plan)
      if (args.fresh === true) await beginAnew(plan.folder)
      const sheet = await sheetOf(plan.folder, stop.requested)
      process.exitCode =
        sheet === undefined ? interrupted : await superviseChain(plan, stop, log, () => chainTable(plan, sheet))
    } finally {
      mark.release()
      stop.release()
    }
  },
})

async function beginAnew(folder: string): Promise<void> {
  const postgres = join(folder, 'hq', 'postgres')
  if (existsSync(postgres)) {
    // A head office that was killed has left its PostgreSQL running on the files that go now.
    const { stopEmbeddedPostgres } = await import('@pos/db')
    await stopEmbeddedPostgres(postgres)
  }
  emptyDataFolder(folder, [runningMarkName])
}

/** The sheet of a former start, or of the chain prepared now; nothing when that was interrupted. */
async function sheetOf(folder: string, signal: AbortSignal): Promise<DemoSheet | undefined> {
  try {
    return readDemoSheet(folder) ?? (await prepareDemo({ folder, log, signal }))
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

function log(line: string): void {
  console.log(line)
}
