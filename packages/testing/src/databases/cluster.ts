import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from 'vitest'
import { startEmbeddedPostgres } from '@pos/db'
import '../global-setup.ts'
import { clusterFolder } from './run-folder.ts'

/** Connections of the run's PostgreSQL, to its own database. */
export type Cluster = { readonly ownerUrl: string; readonly appUrl: string; readonly superuserUrl: string }

const WAIT_MS = 60_000
const POLL_MS = 20

/** The PostgreSQL of this run. The first test file that asks starts it, the others wait; the run's end stops it. */
export async function testCluster(): Promise<Cluster> {
  const folder = inject('testRunFolder')
  const file = join(folder, 'cluster.json')
  if (!existsSync(file) && isFirst(folder)) await start(folder, file)
  for (let waited = 0; !existsSync(file); waited += POLL_MS) {
    if (waited > WAIT_MS) throw new Error(`the PostgreSQL of the test run did not start: see ${folder}`)
    await sleep(POLL_MS)
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Cluster
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'starting'))
    return true
  } catch {
    return false
  }
}

async function start(folder: string, file: string): Promise<void> {
  const say = () => {}
  const log = { info: say, warn: say, error: say }
  const { ownerUrl, appUrl, superuserUrl } = await startEmbeddedPostgres({
    folder: clusterFolder(folder),
    isDurable: false,
    log,
  })
  writeFileSync(`${file}.part`, JSON.stringify({ ownerUrl, appUrl, superuserUrl } satisfies Cluster))
  renameSync(`${file}.part`, file)
}
