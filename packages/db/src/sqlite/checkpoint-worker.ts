import { parentPort, workerData } from 'node:worker_threads'
import { openConnection } from './connection.ts'

/** The other side of `CheckpointThread`: folds whenever it is told to, until the message `end`. */
export type CheckpointOrder = 'fold' | 'end'

const port = parentPort
const connection = openConnection(String(workerData))

port?.on('message', (order: CheckpointOrder) => {
  if (order === 'fold') {
    connection.pragma('wal_checkpoint(PASSIVE)')
    port.postMessage('folded')
    return
  }
  connection.close()
  port.close()
})
