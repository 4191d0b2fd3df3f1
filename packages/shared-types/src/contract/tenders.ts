import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, currency, oneOf, orNull, strict, text, uuid } from '../schema.ts'

export const listTenders = defineCommand({
  name: 'tenders.list',
  method: 'GET',
  path: '/tenders',
  summary: 'Tender types',
  access: { hq: ['hq:tenders.manage', 'hq:sales.view'], store: ['pos:sell', 'store:sales.view'] },
  response: strict({
    items: Type.Array(
      strict({
        id: uuid(),
        code: text(32),
        name: text(),
        kind: text(16),
        currency: orNull(currency()),
        canGiveChange: Type.Boolean(),
        canRefund: Type.Boolean(),
        isCounted: Type.Boolean(),
        roundingMinor: count(),
        roundingMode: oneOf('half_up', 'down', 'up'),
        isActive: Type.Boolean(),
      }),
    ),
  }),
})

const ReasonView = strict({ id: uuid(), kind: text(32), code: text(32), name: text(), restock: orNull(text(16)) })

export const listReasons = defineCommand({
  name: 'reason-codes.list',
  method: 'GET',
  path: '/reason-codes',
  summary: 'Reasons for discounts, returns and the like',
  access: { hq: ['hq:tenders.manage', 'hq:sales.view'], store: ['pos:sell', 'store:sales.view'] },
  response: strict({ items: Type.Array(ReasonView) }),
})
