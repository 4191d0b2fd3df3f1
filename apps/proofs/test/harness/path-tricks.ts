import { urlOf } from '@pos/server-kit'
import type { Command } from '@pos/shared-types'
import type { Question } from './ask.ts'
import type { RawRequest } from './raw-request.ts'

/** Other ways to write the address of a command, and other ways to ask there. */
export function pathTricks(command: Command, { params, body, key }: Question, bearer?: string): RawRequest[] {
  const { method } = command
  const path = urlOf(command).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])))
  const last = path.lastIndexOf('/')
  const letter = path.charAt(last + 1)
  const encoded = `%${letter.charCodeAt(0).toString(16)}`
  const headers = {
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const text = body === undefined ? {} : { body: JSON.stringify(body) }
  const paths = [
    `/${path}`,
    path.replaceAll('/', '//'),
    `${path.slice(0, last)}/.${path.slice(last)}`,
    `${path.slice(0, last)}/x/..${path.slice(last)}`,
    `${path.slice(0, last)}%2f${path.slice(last + 1)}`,
    `${path.slice(0, last)}%252f${path.slice(last + 1)}`,
    `${path.slice(0, last)}/${encoded}${path.slice(last + 2)}`,
    `${path};x`,
    `${path.slice(0, last)};x=1${path.slice(last)}`,
    `${path}/`,
    `${path}%20`,
    `${path}%00`,
    `${path}.json`,
    `${path}?`,
    `${path}#x`,
    path.toUpperCase(),
    path.replace('/v1/', '/V1/'),
    path.replaceAll('/', '\\'),
    `http://localhost${path}`,
  ]
  const others = ['HEAD', 'OPTIONS', 'PATCH', 'TRACE'].map((other) => ({ method: other, path, headers }))
  const overrides = ['x-http-method-override', 'x-http-method', 'x-method-override'].flatMap((name) =>
    ['GET', 'POST'].map((sent) => ({ method: sent, path, headers: { ...headers, [name]: method }, ...text })),
  )
  const claims = ['x-original-url', 'x-rewrite-url'].map((name) => ({
    method: 'GET',
    path: '/health/live/none',
    headers: { ...headers, [name]: path },
  }))
  return [...paths.map((trick) => ({ method, path: trick, headers, ...text })), ...others, ...overrides, ...claims]
}
