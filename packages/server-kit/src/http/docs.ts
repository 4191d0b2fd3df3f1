import helmet from '@fastify/helmet'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { schema as kit, type Access, type Command, type ServerKind } from '@pos/shared-types'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { Type } from 'typebox'
import { rateInWords } from './rate-limits.ts'

const PAGE = '/api/docs'

type Published = { readonly name: string; readonly version: string; readonly kind: ServerKind }

/** The OpenAPI document at `/api/docs/json` and its page at `/api/docs`, with nothing loaded from elsewhere. */
export async function publishDocs(app: FastifyInstance, { name, version, kind }: Published): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: { title: name, version, description: 'Errors are RFC 9457 problems with a stable code.' },
      components: {
        securitySchemes: {
          user: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          peer: {
            type: 'apiKey',
            in: 'header',
            name: 'pos-signature',
            description: 'Ed25519, with pos-peer and pos-time',
          },
        },
      },
    },
    hideUntagged: true,
    transform: ({ schema, url, route }) => {
      const command = route.config?.command
      return {
        schema: command === undefined ? hidden(schema) : described(schema, command, command.access[kind] ?? []),
        url,
      }
    },
  })
  await app.register(async (scope) => {
    await scope.register(helmet, { contentSecurityPolicy: false, hsts: false })
    await scope.register(swaggerUi, { routePrefix: PAGE, staticCSP: true, uiConfig: { validatorUrl: null } })
  })
}

function hidden(schema: FastifySchema | undefined): FastifySchema {
  return { ...schema, hide: true }
}

function described(schema: FastifySchema | undefined, command: Command, access: Access): FastifySchema {
  return {
    ...schema,
    tags: [command.name.split('.')[0] ?? command.name],
    operationId: command.name,
    summary: command.summary,
    description: `Access: ${typeof access === 'string' ? access : access.join(' or ')}. Limit: ${rateInWords(command, access)}.`,
    security: securityOf(access),
    response: { ...answersOf(schema), default: { description: 'A problem', content: PROBLEM } },
    ...(command.isKeyed && { headers: KEY_HEADER }),
  }
}

function securityOf(access: Access): { [scheme: string]: string[] }[] {
  if (access === 'public') return []
  return [access === 'device' || access === 'peer' ? { peer: [] } : { user: [] }]
}

function answersOf(schema: FastifySchema | undefined): object {
  return typeof schema?.response === 'object' && schema.response !== null ? schema.response : {}
}

const PROBLEM = {
  'application/problem+json': {
    schema: kit.strict({
      type: Type.String(),
      title: Type.String(),
      status: kit.count(),
      code: Type.String(),
      params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
      fields: Type.Optional(Type.Array(kit.strict({ path: Type.String(), problem: Type.String() }))),
      detail: Type.String(),
      traceId: kit.uuid(),
    }),
  },
}

const KEY_HEADER = {
  type: 'object',
  required: ['Idempotency-Key'],
  properties: { 'Idempotency-Key': { type: 'string', minLength: 1, maxLength: 200 } },
}
