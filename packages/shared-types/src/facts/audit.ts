import { Type, type Static } from 'typebox'
import { hash, instant, label, listOf, oneOf, orNull, strict, uuid } from '../schema.ts'
import type { DeviceId, LineageId, StoreId, UserId } from '../units.ts'

export const AUDIT_CATEGORIES = [
  'auth',
  'permission',
  'money',
  'stock',
  'catalogue',
  'sync',
  'licence',
  'privacy',
  'system',
] as const
export type AuditCategory = (typeof AUDIT_CATEGORIES)[number]

export const AUDIT_OUTCOMES = ['ok', 'denied', 'failed'] as const
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]

/** The chain of head office's own acts. A store's chain is named by its lineage. */
export const HQ_NODE = 'hq'

/** What `prevHash` says in the first entry of a chain. */
export const FIRST_AUDIT_HASH = '0'.repeat(64)

/** One entry as it is kept, sent and hashed. `hash` covers `prevHash`, `seq` and everything else here. */
export const AuditRecord = strict({
  node: label(64),
  seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  category: oneOf(...AUDIT_CATEGORIES),
  action: label(100),
  outcome: oneOf(...AUDIT_OUTCOMES),
  userId: orNull(uuid<UserId>()),
  approverId: orNull(uuid<UserId>()),
  deviceId: orNull(uuid<DeviceId>()),
  sessionId: orNull(uuid()),
  appContext: label(16),
  storeId: orNull(uuid<StoreId>()),
  entity: orNull(label(64)),
  entityId: orNull(label(100)),
  /** The sensitive fields only. */
  before: Type.Unknown(),
  after: Type.Unknown(),
  ip: orNull(label(64)),
  correlationId: label(100),
  occurredAt: instant(),
  prevHash: hash(),
  hash: hash(),
})
export type AuditRecord = Omit<Static<typeof AuditRecord>, 'before' | 'after'> & {
  readonly before: AuditValues | null
  readonly after: AuditValues | null
}

/** Fields of the thing an entry is about, by name. JSON. */
export type AuditValues = { readonly [field: string]: unknown }

/** Payload of `audit.appended`, schema 1: entries of one chain in order, the last of them its head. */
export const AuditAppendedFact = strict({
  storeId: uuid<StoreId>(),
  node: uuid<LineageId>(),
  entries: listOf(AuditRecord, { minItems: 1, maxItems: 100 }),
})
export type AuditAppendedFact = Static<typeof AuditAppendedFact>
