import { DomainError, type Context } from '@pos/core'
import type { StoreTx } from '@pos/db'
import {
  isTrivialPin,
  keepCounter,
  lockedUntil,
  recordAudit,
  takeCounter,
  type Counted,
  type SecretHasher,
} from '@pos/server-kit'
import type { DeviceId, StoreId, TenantId, UserId } from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import { findStaff, listPermissions, listStaff, type Person } from './person-repository.ts'
import { refuseEarly, waitAfter } from './tries.ts'

export type PinNeeds = Pick<StoreNeeds, 'unitOfWork' | 'settings'> & { readonly pins: SecretHasher }

const VERIFIER = 'select verifier from pin_verifiers where user_id = ? and device_id is null'

const FORGET = `delete from login_counters where subject_kind = 'user_device' and subject like ?`

const KEEP = `
  insert into pin_verifiers (user_id, device_id, verifier, failures, set_at) values (?, null, ?, 0, ?)
  on conflict (user_id, coalesce(device_id, '')) do update set verifier = excluded.verifier, failures = 0,
    disabled_at = null, set_at = excluded.set_at`

/**
 * Sets a person's PIN at this store. It is kept as a hash with the store's pepper, so the file alone tells nothing. Wrong
 * ones are forgotten on every device: who sets it has shown his password.
 *
 * @param action what is noted: his own, or one that was given to him
 * @throws DomainError PIN_TRIVIAL; PIN_SHORT with the fewest digits
 */
export async function setPin(
  { unitOfWork, pins, settings }: PinNeeds,
  ctx: Context,
  userId: UserId,
  pin: string,
  action: 'pin.set' | 'pin.set-for' = 'pin.set',
): Promise<void> {
  if (isTrivialPin(pin)) throw new DomainError('PIN_TRIVIAL')
  const digits = await unitOfWork.read(ctx, (tx) => fewestDigits(tx, settings, ctx.tenantId))
  if (pin.length < digits) throw new DomainError('PIN_SHORT', { digits })
  const verifier = await pins.hash(pin)
  await unitOfWork.write(ctx, action, (unit) => {
    unit.tx.prepare(KEEP).run([userId, verifier, unit.at])
    forgetFailures(unit.tx, userId)
    return recordAudit(unit, { category: 'auth', action, entity: 'user', entityId: userId })
  })
}

/** How long a PIN is that is set from now on. */
export function fewestDigits(tx: StoreTx, settings: StoreNeeds['settings'], tenantId: TenantId): number {
  return settings(tx.catalog, tenantId, {})['auth.pin_length']
}

/** Lets a person try his PIN again, on every device of the store. */
export async function enablePin(
  { unitOfWork }: Pick<PinNeeds, 'unitOfWork'>,
  ctx: Context,
  userId: UserId,
): Promise<void> {
  await unitOfWork.write(ctx, 'pin.enable', (unit) => {
    forgetFailures(unit.tx, userId)
    return recordAudit(unit, { category: 'auth', action: 'pin.enable', entity: 'user', entityId: userId })
  })
}

type Attempt = {
  readonly storeId: StoreId
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly pin: string
}

/**
 * Checks the PIN of somebody who works at this store. Wrong ones are counted per person and device, so that nobody's
 * PIN is put out of use at another till; after `auth.pin_failures` in a row it is off on this device. Hashing happens
 * outside the unit: it would hold the only writer of the store.
 *
 * @throws DomainError PIN_WRONG, PIN_DISABLED, or RATE_LIMITED with the seconds to wait
 */
export async function unlock(
  { unitOfWork, pins, settings }: PinNeeds,
  ctx: Context,
  attempt: Attempt,
): Promise<Person> {
  const { storeId, userId, deviceId, pin } = attempt
  const counted: Counted = { kind: 'user_device', subject: subjectOf(userId, deviceId) }
  const { person, verifier, mostFailures } = await unitOfWork.read(ctx, async (tx) => {
    refuseEarly(ctx.at, (await lockedUntil(tx, ctx.tenantId, counted, ctx.at)) ?? 0)
    return {
      mostFailures: settings(tx.catalog, ctx.tenantId, { storeId })['auth.pin_failures'],
      person: findStaff(tx.catalog, storeId, userId),
      verifier: tx.prepare<{ verifier: string }>(VERIFIER).get([userId])?.verifier,
    }
  })
  const isRight = await pins.verify(verifier, pin)
  await unitOfWork.write(ctx, 'pin.tried', async (unit) => {
    const row = await takeCounter(unit, counted)
    // Tries that ran at the same time may have filled the count meanwhile.
    refuseEarly(unit.at, row.lockedUntilAt ?? 0)
    const failures = isRight && person ? 0 : row.failures + 1
    await keepCounter(unit, counted, {
      failures,
      windowStartedAt: unit.at,
      lockedUntilAt: failures === 0 ? null : unit.at + waitAfter(failures, mostFailures),
    })
    const outcome = failures === 0 ? 'ok' : 'failed'
    recordAudit(unit, { category: 'auth', action: 'pin.unlock', outcome, userId: person?.userId })
  })
  if (!isRight || !person) throw new DomainError('PIN_WRONG')
  return person
}

export type Cashier = { userId: UserId; displayName: string; hasPin: boolean; canApprove: boolean }

export function listCashiers(tx: StoreTx, storeId: StoreId): Cashier[] {
  const withPin = new Set(
    tx
      .prepare<{ userId: UserId }>('select user_id as userId from pin_verifiers where disabled_at is null')
      .all()
      .map((row) => row.userId),
  )
  return listStaff(tx.catalog, storeId).map(({ userId, displayName }) => ({
    userId,
    displayName,
    hasPin: withPin.has(userId),
    canApprove: listPermissions(tx.catalog, userId, storeId).includes('pos:approve'),
  }))
}

const subjectOf = (userId: UserId, deviceId: DeviceId) => `pin ${userId} ${deviceId}`

function forgetFailures(tx: StoreTx, userId: UserId): void {
  tx.prepare(FORGET).run([`pin ${userId} %`])
}
