import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

/** What a page elsewhere may send; it gets no cookie of ours. */
const HEADERS = ['accept-language', 'authorization', 'content-type', 'idempotency-key']
const PREFLIGHT_S = 600

/** Lets pages of the listed origins ask with a token. Without a list no other origin is answered. */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: HEADERS,
    maxAge: PREFLIGHT_S,
    credentials: false,
  })
}

/**
 * Reads a list of origins, divided by commas, as an environment has it.
 *
 * @throws Error with one sentence when an entry is no origin
 */
export function readOrigins(text: string | undefined): readonly string[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim())
  return entries
    .filter((entry) => entry !== '')
    .map((entry) => {
      const isOrigin =
        URL.canParse(entry) && /^https?:$/.test(new URL(entry).protocol) && new URL(entry).origin === entry
      if (!isOrigin)
        throw new Error(`POS_ORIGINS has "${entry}", which is no origin: write https://name or https://name:port.`)
      return entry
    })
}
