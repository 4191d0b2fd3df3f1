import { schema, defineCommand } from '@pos/shared-types'
import type { Awaitable } from '@pos/core'
import { Type } from 'typebox'
import { handle, type Route } from '../handle.ts'
import { jsonAnswer } from './answer.ts'
import { serialiserOf } from './serialise.ts'

/** One condition of being ready. `isReady` may throw, which counts as no. */
export type ReadinessCheck = { readonly name: string; readonly isReady: () => Awaitable<boolean> }

const PUBLIC = { hq: 'public', store: 'public' } as const

const showVersion = defineCommand({
  name: 'system.version',
  method: 'GET',
  path: '/version',
  summary: 'What runs here',
  access: PUBLIC,
  response: schema.strict({ name: schema.text(), version: schema.text(64) }),
})

const showLive = defineCommand({
  name: 'system.live',
  method: 'GET',
  path: '/health/live',
  summary: 'The process answers',
  access: PUBLIC,
  response: schema.strict({ isLive: Type.Boolean() }),
})

const Readiness = schema.strict({
  isReady: Type.Boolean(),
  checks: Type.Array(schema.strict({ name: schema.text(64), isReady: Type.Boolean() })),
})

const showReady = defineCommand({
  name: 'system.ready',
  method: 'GET',
  path: '/health/ready',
  summary: 'The server can do its work; 503 when it cannot',
  access: PUBLIC,
  response: Readiness,
})

/** Version and health probes. They run outside every limit and touch no data of a tenant. */
export function systemRoutes(name: string, version: string, checks: readonly ReadinessCheck[]): readonly Route[] {
  return [
    handle(showVersion, () => ({ name, version })),
    handle(showLive, () => ({ isLive: true })),
    handle(showReady, async () => {
      const results = await Promise.all(checks.map(outcome))
      const isReady = results.every((result) => result.isReady)
      return jsonAnswer(serialiserOf(Readiness)({ isReady, checks: results }), isReady ? 200 : 503)
    }),
  ]
}

async function outcome({ name, isReady }: ReadinessCheck): Promise<{ name: string; isReady: boolean }> {
  try {
    return { name, isReady: await isReady() }
  } catch {
    return { name, isReady: false }
  }
}
