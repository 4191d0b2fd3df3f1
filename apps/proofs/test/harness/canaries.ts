import type { Command } from '@pos/shared-types'
import type { Question } from './ask.ts'
import { goodRequest } from './bad-requests.ts'
import type { JsonSchema } from './json-schema.ts'

/** Secrets as people and machines have them; none may ever be read anywhere. */
export const CANARIES = {
  password: 'Canary-Pass.word-71',
  pin: '80417263',
  token: 'psp_canary0token0Zz9Yx8Wv7Uu6Tt5Ss4Rr3Qq2Pp1',
  code: 'CANARYCD42',
  card: '4539578763621486',
} as const

type SecretField = readonly [field: RegExp, canaries: readonly string[]]

const SECRET_FIELDS: readonly SecretField[] = [
  [/pin$/i, [CANARIES.pin]],
  [/password/i, [CANARIES.password]],
  [/token|secret/i, [CANARIES.token]],
]
/** A code lets somebody in where one signs in or enrols; elsewhere it is the short name of a thing. */
const CODE: SecretField = [/code$/i, [CANARIES.code, CANARIES.pin]]

/** Requests that bring secrets to a command: in its own secret fields, where no secret belongs, and in broken text. */
export function canaryRequests(command: Command): readonly Question[] {
  const good = goodRequest(command)
  const own: Question = { ...good, body: withSecrets(command, good.body) }
  const stray = { password: CANARIES.password, pin: CANARIES.pin, cardNumber: CANARIES.card }
  const bearer = { authorization: `Bearer ${CANARIES.token}` }
  return [
    own,
    { ...own, headers: bearer },
    { ...good, query: { ...stray, ...good.query } },
    ...(command.method === 'GET'
      ? []
      : [
          { ...good, body: { ...(good.body as object | undefined), ...stray } },
          { ...good, body: new TextEncoder().encode(`{"password":"${CANARIES.password}","pin":"${CANARIES.pin}`) },
          { ...good, key: CANARIES.token },
        ]),
  ]
}

function withSecrets({ name: command, audit, body: declared }: Command, body: unknown): unknown {
  const schema = declared as JsonSchema | undefined
  const fields = audit === 'auth' || command.startsWith('devices.') ? [...SECRET_FIELDS, CODE] : SECRET_FIELDS
  if (schema?.properties === undefined || typeof body !== 'object' || body === null) return body
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      canaryFor(fields, name, schema.properties?.[name] ?? {}) ?? value,
    ]),
  )
}

function canaryFor(fields: readonly SecretField[], name: string, schema: JsonSchema): string | undefined {
  if (schema.type !== 'string' || schema.enum) return undefined
  const { pattern, minLength = 0, maxLength = Infinity } = schema
  const candidates = fields.find(([field]) => field.test(name))?.[1] ?? []
  return candidates.find(
    (text) =>
      text.length >= minLength && text.length <= maxLength && (pattern === undefined || new RegExp(pattern).test(text)),
  )
}
