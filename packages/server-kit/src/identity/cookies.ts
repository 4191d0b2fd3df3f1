import { parseCookie, stringifySetCookie } from 'cookie'
import type { FastifyRequest } from 'fastify'

type CookieRequest = Pick<FastifyRequest, 'headers' | 'protocol' | 'hostname'>

/** One cookie of this node. A page cannot read it, and no other site can make a browser send it. */
export interface NodeCookie {
  read(request: CookieRequest): string | undefined
  /** The `set-cookie` line that keeps `value` for `lifeMs`. */
  keep(request: CookieRequest, value: string, lifeMs: number): string
  /** The `set-cookie` line that forgets it. */
  forget(request: CookieRequest): string
}

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|(.+\.)?localhost)$/

/**
 * A cookie by name. Where a browser takes secure cookies (HTTPS, or this very machine) it is a `__Host-` cookie, which
 * no other host can set and no plain connection carries. On a LAN without HTTPS there are none, and it goes without.
 */
export function createNodeCookie(name: string): NodeCookie {
  const nameFor = (isSecure: boolean) => (isSecure ? `__Host-${name}` : name)
  const line = (request: CookieRequest, value: string, maxAge: number) => {
    const secure = isSecureFor(request)
    return stringifySetCookie({
      name: nameFor(secure),
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure,
      maxAge,
    })
  }
  return {
    read: (request) => parseCookie(request.headers.cookie ?? '')[nameFor(isSecureFor(request))],
    keep: (request, value, lifeMs) => line(request, value, Math.floor(lifeMs / 1000)),
    forget: (request) => line(request, '', 0),
  }
}

function isSecureFor({ protocol, hostname }: CookieRequest): boolean {
  return protocol === 'https' || LOCAL.test(hostname)
}
