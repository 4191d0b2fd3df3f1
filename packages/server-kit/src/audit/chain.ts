import type { AuditRecord, Hash, TenantId } from '@pos/shared-types'
import { sha256 } from '../adapters/sha256.ts'

type Hashed = Omit<AuditRecord, 'hash'>

/**
 * The hash of an entry: SHA-256 over the hash before it, its position (8 bytes) and its canonical bytes. Whoever
 * changes, drops or adds an entry must make every later hash anew.
 */
export function auditHash(tenantId: TenantId, entry: Hashed): Hash {
  const place = Buffer.alloc(40)
  Buffer.from(entry.prevHash, 'hex').copy(place)
  place.writeBigUInt64BE(BigInt(entry.seq), 32)
  return sha256(Buffer.concat([place, Buffer.from(canonical(tenantId, entry))]))
}

/** The order of the fields is part of the format and never changes. */
function canonical(tenantId: TenantId, entry: Hashed): string {
  const { node, category, action, outcome, userId, approverId, deviceId, sessionId, appContext, storeId } = entry
  const { entity, entityId, before, after, ip, correlationId, occurredAt } = entry
  const who = [userId, approverId, deviceId, sessionId, appContext, storeId, ip, correlationId]
  const what = [category, action, outcome, entity, entityId, sorted(before), sorted(after)]
  return JSON.stringify([tenantId, node, occurredAt, ...who, ...what])
}

/** A database may give the fields of an object back in another order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(fields.map(([name, field]) => [name, sorted(field)]))
}
