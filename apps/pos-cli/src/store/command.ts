import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { Refusal } from '../refusal.ts'
import { type ChainPlan, extraStorePlan, httpAddress } from '../up/chain-plan.ts'
import { openDataFolder } from '../up/data-folder.ts'
import { requireFreePorts } from '../up/ports.ts'
import { holdRunningMark } from '../up/running-mark.ts'
import { stopRequests } from '../up/stop-requests.ts'
import { superviseChain } from '../up/supervise.ts'

export const storeCommand = defineCommand({
  meta: { name: 'store', description: 'Runs one more store server; its token sets it up the first time.' },
  args: {
    token: { type: 'string', description: 'The single-use token head office gave, needed the first time' },
    'hq-url': { type: 'string', description: 'Where head office is', default: httpAddress(5100) },
    port: { type: 'string', description: 'Where the store listens', default: '5203' },
    data: { type: 'string', description: 'Folder of the store', default: 'data/store-3' },
  },
  async run({ args }) {
    const stop = stopRequests()
    const { token, port, data: folder, 'hq-url': hqUrl } = args
    const plan = extraStorePlan({ folder, port, hqUrl, token, env: process.env })
    if (token === undefined && !existsSync(join(plan.folder, 'ops.db')))
      throw new Refusal(`There is no store in ${plan.folder} yet: give its token with --token <token>.`)
    openDataFolder(plan.folder)
    const mark = holdRunningMark(plan)
    try {
      await requireFreePorts(plan)
      process.exitCode = await superviseChain(plan, stop, console.log, () => signsOf(plan))
    } finally {
      mark.release()
      stop.release()
    }
  },
})

function signsOf({ folder, servers }: ChainPlan): string {
  const addresses = servers.map(({ port }) => `${httpAddress(port)}   API ${httpAddress(port)}/api/docs`)
  return ['', ...addresses, `Data and logs: ${folder}   Stop: Ctrl-C`].join('\n')
}
