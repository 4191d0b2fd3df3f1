import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export type WebClient = {
  /** What the build of the web client has written. */
  readonly folder: string
  /** The areas this server offers; the first is where `/` leads. */
  readonly areas: readonly [WebArea, ...WebArea[]]
}

export type WebArea = 'till' | 'store' | 'install' | 'hq'

const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'self'",
    // The component library puts its theme into style elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
} as const

/** Built files carry a hash of their content in the name. */
const FOREVER = 'public, max-age=31536000, immutable'

/**
 * Serves the files of the web client and answers every address inside an area with its one page. Without a build there
 * are no pages, and the server works without them.
 */
export async function serveWebClient(app: FastifyInstance, { folder, areas }: WebClient): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    app.log.warn('there is no build of the web client: this server has no pages')
    return
  }
  await app.register(fastifyStatic, { root: folder, index: false, wildcard: false, cacheControl: false, setHeaders })
  const [home] = areas
  app.get('/', (_request, reply) => reply.redirect(`/${home}`))
  for (const area of areas) {
    for (const url of [`/${area}`, `/${area}/*`]) app.get(url, (_request, reply) => reply.sendFile('index.html'))
  }
}

function setHeaders(reply: FastifyReply, path: string): void {
  reply.headers({ ...PAGE_HEADERS, 'cache-control': path.includes(`${sep}assets${sep}`) ? FOREVER : 'no-cache' })
}
