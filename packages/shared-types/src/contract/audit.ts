import { Type, type Static } from 'typebox'
import { defineCommand } from '../contract.ts'
import { AUDIT_CATEGORIES, AUDIT_OUTCOMES, AuditRecord } from '../facts/audit.ts'
import { count, dateOn, instant, label, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { StoreId, UserId } from '../units.ts'
import { listQuery, pageOf } from './lists.ts'

const seq = () => Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** An entry as people read it. Names are those of now; an id nobody knows any more has none. */
export const AuditRow = strict({
  ...AuditRecord.properties,
  userName: orNull(text()),
  approverName: orNull(text()),
  storeCode: orNull(text()),
})
export type AuditRow = Static<typeof AuditRow>

const chosen = {
  ...listQuery,
  userId: Type.Optional(uuid<UserId>()),
  storeId: Type.Optional(uuid<StoreId>()),
  /** A command or the beginning of one: `users`, `sales.discount`. */
  action: Type.Optional(label(100)),
  outcome: Type.Optional(oneOf(...AUDIT_OUTCOMES)),
  entity: Type.Optional(label(64)),
  entityId: Type.Optional(label(100)),
  from: Type.Optional(instant()),
  to: Type.Optional(instant()),
}

/** A store's chain that did not fit together when it arrived. */
const AuditAlarm = strict({
  node: text(64),
  storeId: orNull(uuid<StoreId>()),
  storeCode: orNull(text()),
  brokenSeq: seq(),
  code: text(64),
  at: instant(),
})

export const listAuditLog = defineCommand({
  name: 'audit.list',
  method: 'GET',
  path: '/audit',
  summary: 'What was done, by whom, the latest first',
  access: { hq: ['hq:audit.view'], store: ['store:audit.view'] },
  query: strict({ ...chosen, category: Type.Optional(oneOf(...AUDIT_CATEGORIES)) }),
  response: strict({ ...pageOf(AuditRow).properties, alarms: Type.Array(AuditAlarm) }),
})

export const listPermissionAudit = defineCommand({
  name: 'audit.permissions',
  method: 'GET',
  path: '/audit/permissions',
  summary: 'What changed in rights, and which were refused',
  access: { hq: ['hq:audit.view'] },
  query: strict(chosen),
  response: pageOf(AuditRow),
})

export const verifyAudit = defineCommand({
  name: 'audit.verify',
  method: 'POST',
  path: '/audit/verify',
  summary: 'Walk every chain and name the first bad entry',
  access: { hq: ['hq:audit.verify'] },
  isHeavy: true,
  audit: 'system',
  response: strict({
    chains: Type.Array(
      strict({
        node: text(64),
        storeId: orNull(uuid<StoreId>()),
        storeCode: orNull(text()),
        /** Where the chain ends. */
        seq: seq(),
        checked: seq(),
        fault: orNull(strict({ seq: seq(), problem: text(32) })),
        anchors: count(),
        lastAnchoredOn: orNull(dateOn()),
      }),
    ),
  }),
})
