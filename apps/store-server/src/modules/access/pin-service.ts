import { DomainError, type Clock, type Context, type UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { isTrivialPin, type SecretHasher } from '@pos/server-kit'
import type { StoreId, UserId } from '@pos/shared-types'
import { findStaff, listPermissions, listStaff, type Person } from './person-repository.ts'

/** After so many wrong PINs in a row the PIN is off until it is set again. */
const MOST_FAILURES = 10

type Verifier = { verifier: string; failures: number; disabledAt: number | null }
type Needs = { readonly unitOfWork: UnitOfWork<StoreTx>; readonly pins: SecretHasher; readonly clock: Clock }

const VERIFIER = `
  select verifier, failures, disabled_at as disabledAt from pin_verifiers where user_id = ? and device_id is null`

const KEEP = `
  insert into pin_verifiers (user_id, device_id, verifier, failures, set_at) values (?, null, ?, 0, ?)
  on conflict (user_id, coalesce(device_id, '')) do update set verifier = excluded.verifier, failures = 0,
    disabled_at = null, set_at = excluded.set_at`

const COUNT = `
  update pin_verifiers set failures = failures + 1,
    disabled_at = case when failures + 1 >= ${MOST_FAILURES} then ? else disabled_at end
  where user_id = ? and device_id is null`

const CLEAR = 'update pin_verifiers set failures = 0 where user_id = ? and device_id is null and failures > 0'

/** Sets a person's PIN at this store. It is kept as a hash with the store's pepper, so the file alone tells nothing. */
export async function setPin({ unitOfWork, pins }: Needs, ctx: Context, userId: UserId, pin: string): Promise<void> {
  if (isTrivialPin(pin)) throw new DomainError('PIN_TRIVIAL')
  const verifier = await pins.hash(pin)
  await unitOfWork.write(ctx, 'pin.set', (unit) => {
    unit.tx.prepare(KEEP).run([userId, verifier, unit.at])
  })
}

/**
 * Checks the PIN of somebody who works at this store. Hashing happens outside the unit: it would hold the only writer of the store.
 *
 * @throws DomainError PIN_WRONG, PIN_DISABLED
 */
export async function unlock(
  { unitOfWork, pins }: Needs,
  ctx: Context,
  { storeId, userId, pin }: { readonly storeId: StoreId; readonly userId: UserId; readonly pin: string },
): Promise<Person> {
  const { person, known } = await unitOfWork.read(ctx, (tx) => ({
    person: findStaff(tx.catalog, storeId, userId),
    known: tx.prepare<Verifier>(VERIFIER).get([userId]),
  }))
  if (known && known.disabledAt !== null) throw new DomainError('PIN_DISABLED')
  const isRight = await pins.verify(known?.verifier, pin)
  if (!isRight || !person) {
    await unitOfWork.write(ctx, 'pin.failed', (unit) => void unit.tx.prepare(COUNT).run([unit.at, userId]))
    throw new DomainError('PIN_WRONG')
  }
  if (known && known.failures > 0)
    await unitOfWork.write(ctx, 'pin.cleared', (unit) => void unit.tx.prepare(CLEAR).run([userId]))
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
