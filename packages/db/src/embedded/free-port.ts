import { once } from 'node:events'
import { createServer } from 'node:net'
import { StartRefused } from '../start-refused.ts'

/**
 * A loopback port nobody listens on: `wanted`, or any when that is undefined.
 *
 * @throws StartRefused when `wanted` is taken
 */
export async function freePort(wanted: number | undefined): Promise<number> {
  const probe = createServer()
  try {
    probe.listen(wanted ?? 0, '127.0.0.1')
    await once(probe, 'listening')
    const address = probe.address()
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
    return address.port
  } catch (error) {
    throw new StartRefused(`Port ${String(wanted)} for PostgreSQL is taken by another program: choose another.`, {
      cause: error,
    })
  } finally {
    probe.close()
  }
}
