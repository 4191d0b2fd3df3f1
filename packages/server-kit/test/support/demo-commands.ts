import { defineCommand, schema } from '@pos/shared-types'
import { Type } from 'typebox'

const { strict } = schema

const Rung = strict({
  id: schema.uuid(),
  totalMinor: schema.minor(),
  note: schema.orNull(schema.text(100)),
})

export const ring = defineCommand({
  name: 'demo.ring',
  method: 'POST',
  path: '/demo/sales',
  summary: 'Ring a sale',
  access: { store: ['pos:sell'], hq: ['hq:products.create'] },
  audit: 'money',
  isAuditedByContent: true,
  isKeyed: true,
  body: strict({
    totalMinor: schema.amount(),
    note: Type.Optional(schema.text(100)),
    refuse: Type.Optional(Type.Boolean()),
    lines: Type.Optional(Type.Array(strict({ quantityMilli: schema.milli() }), { maxItems: 100 })),
  }),
  response: Rung,
  status: 201,
})

export const find = defineCommand({
  name: 'demo.find',
  method: 'GET',
  path: '/demo/sales/:id',
  summary: 'One sale',
  access: { store: 'self' },
  params: strict({ id: schema.uuid() }),
  query: strict({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })) }),
  response: strict({ id: schema.uuid(), limit: schema.count(), isOwn: Type.Boolean() }),
})

export const manage = defineCommand({
  name: 'demo.manage',
  method: 'POST',
  path: '/demo/manage',
  summary: 'Something cashiers may not do',
  access: { store: ['store:devices.enrol'] },
  audit: 'system',
  response: strict({ isDone: Type.Boolean() }),
})

export const push = defineCommand({
  name: 'demo.push',
  method: 'POST',
  path: '/sync/v1/demo',
  summary: 'Take facts of a peer',
  access: { store: 'peer' },
  audit: 'none',
  body: strict({ lineage: schema.uuid() }),
  response: strict({ peerId: schema.uuid() }),
  bodyLimit: 1024 * 1024,
})

export const unlock = defineCommand({
  name: 'demo.unlock',
  method: 'POST',
  path: '/demo/unlock',
  summary: 'Something only an enrolled device does',
  access: { store: 'device' },
  audit: 'none',
  body: strict({ pin: Type.String({ pattern: '^\\d{4,8}$' }) }),
  response: strict({ peerId: schema.uuid() }),
})

export const crash = defineCommand({
  name: 'demo.crash',
  method: 'GET',
  path: '/demo/crash',
  summary: 'Meets a bug',
  access: { store: 'public' },
  response: strict({}),
})

export const listen = defineCommand({
  name: 'demo.listen',
  method: 'GET',
  path: '/sync/v1/demo/notify',
  summary: 'Hears of news',
  access: { store: 'peer' },
  response: strict({ version: schema.count() }),
})
