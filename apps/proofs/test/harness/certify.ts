import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { renewCertificates, systemClock } from '@pos/server-kit'
import type { Site } from './chain.ts'

const DAY_MS = 24 * 3_600_000

/**
 * Gives a store an authority and a certificate, as `pos cert` does `daysAgo`, or takes them away; starts its server again.
 */
export async function certify({ folder, server }: Site, isCertified: boolean, daysAgo = 0): Promise<void> {
  await server.stop()
  if (isCertified) await renewCertificates({ folder, at: systemClock.now() - daysAgo * DAY_MS })
  else await rm(join(folder, 'tls'), { recursive: true })
  await server.start()
}
