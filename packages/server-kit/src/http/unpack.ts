import { gunzip } from 'node:zlib'
import { DomainError } from '@pos/core'

const TOO_LONG = 'ERR_BUFFER_TOO_LARGE'

/**
 * What a packed body holds, read no further than the limit that holds for a plain one.
 *
 * @throws DomainError BODY_TOO_LARGE when there is more in it, BODY_NOT_JSON when it is not whole gzip
 */
export function unpack(packed: Uint8Array, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(packed, { maxOutputLength: limit }, (error, body) => {
      if (error === null) resolve(body)
      else reject(new DomainError(codeOf(error) === TOO_LONG ? 'BODY_TOO_LARGE' : 'BODY_NOT_JSON'))
    })
  })
}

const codeOf = (error: NodeJS.ErrnoException): string | undefined => error.code
