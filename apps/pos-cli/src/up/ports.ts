import { createServer } from 'node:net'
import { Refusal } from '../refusal.ts'
import type { ChainPlan } from './chain-plan.ts'

/**
 * Checks that every server of the plan can listen.
 *
 * @throws Refusal that names the first port that is taken and the way to choose another
 */
export async function requireFreePorts(plan: ChainPlan): Promise<void> {
  for (const server of plan.servers) {
    const code = await listenError(plan.host, server.port)
    if (code === undefined) continue
    const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${code})`
    throw new Refusal(`Port ${server.port} of ${server.title} ${reason}: choose another with ${server.portChoice}.`)
  }
}

function listenError(host: string, port: number): Promise<string | undefined> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)))
  })
}
