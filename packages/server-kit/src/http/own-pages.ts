import { DomainError } from '@pos/core'
import type { FastifyRequest } from 'fastify'

/** A header that forms and images cannot send: a page of another origin needs leave for it, which it does not get. */
const PAGE_HEADER = 'pos-page'
const JSON_TYPE = /^application\/json *(?:;|$)/i

/** Which pages may ask: those of this server, and the listed origins. */
export type PageNeeds = { readonly origins?: readonly string[] | undefined }

/**
 * Refuses what a page of another site could make a browser send along with our cookie: a form, a plain text, a request
 * without our header, of another origin, of an origin that hides, or that the browser itself calls foreign.
 *
 * @throws DomainError PAGE_FOREIGN
 */
export function ownPagesOnly({ origins = [] }: PageNeeds): (request: FastifyRequest) => void {
  const listed = new Set(origins)
  return ({ headers }) => {
    const { origin, host } = headers
    const isOurs =
      origin !== undefined &&
      (listed.has(origin) || (URL.canParse(origin) && new URL(origin).host === host)) &&
      headers['sec-fetch-site'] !== 'cross-site' &&
      headers[PAGE_HEADER] !== undefined &&
      JSON_TYPE.test(headers['content-type'] ?? '')
    if (!isOurs) throw new DomainError('PAGE_FOREIGN')
  }
}
