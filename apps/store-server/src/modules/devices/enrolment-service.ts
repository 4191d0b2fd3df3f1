import { createHash, randomInt } from 'node:crypto'
import { DomainError, type Ids, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type {
  BodyOf,
  createEnrolmentCode as codeCommand,
  DeviceId,
  enrolDevice as enrolCommand,
  Hash,
  RegisterId,
  ResponseOf,
} from '@pos/shared-types'
import { identityOrRefuse, type StoreIdentity } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import type { SellingView } from '../../selling/selling-catalogue.ts'

const LIFE_MS = 10 * 60_000
/** Read out and typed by people: no 0/O, 1/I/L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 10

type Pending = { id: string; kind: 'till'; registerId: RegisterId | null; createdById: string }

const USE = `
  update device_enrolments set used_at = :at, device_id = :deviceId
  where code_hash = :hash and used_at is null and expires_at > :at
  returning id, kind, register_id as registerId, created_by_id as createdById`

const KNOWN = `select id from devices where public_key = ? and kind <> 'store_server'`
const TAKEN = 'select id from devices where id = ?'
const AGAIN = `
  update devices set state = 'enrolled', revoked_at = null, enrolled_at = :at, last_seen_at = :at, kind = :kind, name = :name,
    platform = :platform, storage = :storage, app_version = :appVersion, enrolled_by_id = :enrolledById
  where id = :id`

/**
 * Makes a code that enrols one device, within ten minutes unless told. Only its hash is kept.
 *
 * @throws DomainError NOT_FOUND when the register is not one of this store's in use
 */
export function createEnrolmentCode(
  unit: Unit<StoreTx>,
  { ids, selling, identity }: Pick<StoreNeeds, 'ids' | 'selling' | 'identity'>,
  { kind, registerId }: BodyOf<typeof codeCommand>,
  lifeMs = LIFE_MS,
): ResponseOf<typeof codeCommand> {
  const view = selling.at(unit.tx.catalog, identityOrRefuse(identity()).storeId, unit.at)
  if (registerId !== undefined && view.register(registerId)?.status !== 'active') throw new DomainError('NOT_FOUND')
  const code = Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')
  const expiresAt = unit.at + lifeMs
  const id = ids.next()
  unit.tx.insert('deviceEnrolments', [
    {
      id,
      tenantId: unit.tenantId,
      codeHash: hashOf(code),
      kind,
      registerId: registerId ?? null,
      createdById: unit.userId ?? ids.next(),
      expiresAt,
    },
  ])
  recordAudit(unit, {
    category: 'system',
    action: 'devices.enrolment-code',
    entityId: id,
    after: { kind, registerId, expiresAt },
  })
  return { code, expiresAt }
}

/**
 * Exchanges a code for an identity. The conditional update is what makes the code single-use. A device that was here
 * before, revoked or not, is known by its key, which it alone has: it is who it was, with the series it numbered in and
 * whatever it has not sent yet. So is one that this store has forgotten because it was restored.
 */
export function enrolDevice(
  unit: Unit<StoreTx>,
  ids: Ids,
  me: StoreIdentity,
  view: SellingView,
  input: BodyOf<typeof enrolCommand>,
): ResponseOf<typeof enrolCommand> {
  const publicKey = Buffer.from(input.publicKey, 'base64url')
  const known = unit.tx.prepare<{ id: DeviceId }>(KNOWN).get([publicKey])
  const deviceId: DeviceId = known?.id ?? forgotten(unit, input.formerId) ?? ids.next()
  const hash = Buffer.from(hashOf(input.code.trim().toUpperCase()), 'hex')
  const used = unit.tx.prepare<Pending>(USE).get({ at: unit.at, deviceId, hash })
  if (!used) throw new DomainError('DEVICE_CODE_INVALID')
  const { name, platform, storage, appVersion } = input
  const about = { kind: used.kind, name, platform, storage, appVersion, enrolledById: used.createdById }
  if (known) unit.tx.prepare(AGAIN).run({ ...about, id: deviceId, at: unit.at })
  else {
    const place = { id: deviceId, tenantId: unit.tenantId, storeId: me.storeId, publicKey }
    unit.tx.insert('devices', [{ ...place, ...about, state: 'enrolled', enrolledAt: unit.at, lastSeenAt: unit.at }])
  }
  const { kind, registerId, createdById } = used
  recordAudit(unit, {
    category: 'system',
    action: 'devices.enrol',
    entity: 'device',
    entityId: deviceId,
    after: { name: input.name, platform: input.platform, kind, registerId, codeCreatedById: createdById },
  })
  unit.emitAfterCommit({ name: 'device:enrolled', payload: { deviceId } })
  return {
    deviceId,
    tenantId: me.tenantId,
    storeId: me.storeId,
    storeCode: view.profile.code,
    registerId: used.registerId,
  }
}

/** The id of a device that this store does not know; nobody takes the id of one that it knows. */
function forgotten({ tx }: Unit<StoreTx>, id: DeviceId | undefined): DeviceId | undefined {
  return id === undefined || tx.prepare(TAKEN).get([id]) ? undefined : id
}

const hashOf = (code: string): Hash => createHash('sha256').update(code).digest('hex')
