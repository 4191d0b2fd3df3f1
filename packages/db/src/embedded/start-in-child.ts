import { silentLog } from '../log.ts'
import { startEmbeddedPostgres } from './server.ts'

/** A process that starts the server of a folder, says so, and then only waits to be killed. */
const { superuserUrl } = await startEmbeddedPostgres({
  folder: process.argv[2] ?? '',
  log: silentLog,
  isDurable: false,
})
process.stdout.write(`${superuserUrl}\n`)
setInterval(() => {}, 1000)
