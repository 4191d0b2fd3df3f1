import { createHmac, randomInt } from 'node:crypto'
import { DomainError, type Context, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { keepCounter, lockedUntil, recordAudit, takeCounter, type Counted } from '@pos/server-kit'
import { BADGE_PREFIX, badgeCode, type DeviceId, type StoreId, type UserId } from '@pos/shared-types'
import type { StoreNeeds } from '../../needs.ts'
import { findStaff, type Person } from './person-repository.ts'
import { refuseEarly, waitAfter } from './tries.ts'

export type BadgeNeeds = Pick<StoreNeeds, 'unitOfWork' | 'settings'> & { readonly badgePepper: Buffer }

/** Read by scanners and, when one is broken, by people: no 0/O, 1/I/L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 16

const OWNER = 'select user_id as userId from badges where code_hash = ?'
const KEEP = `
  insert into badges (user_id, code_hash, set_at, set_by_id) values (?, ?, ?, ?)
  on conflict (user_id) do update set code_hash = excluded.code_hash, set_at = excluded.set_at,
    set_by_id = excluded.set_by_id`

/**
 * Gives a person a badge in place of the one before. Only a keyed hash of its code is kept: the file alone tells nothing.
 *
 * @param told the code of a badge that exists; a new one is made unless told
 * @returns the code as the badge shows it
 * @throws DomainError BADGE_TAKEN
 */
export function setBadge(unit: Unit<StoreTx>, pepper: Buffer, userId: UserId, told?: string): string {
  const code = told === undefined ? newCode() : badgeCode(told)
  const hash = hashOf(pepper, code)
  const owner = unit.tx.prepare<{ userId: UserId }>(OWNER).get([hash])
  if (owner && owner.userId !== userId) throw new DomainError('BADGE_TAKEN')
  unit.tx.prepare(KEEP).run([userId, hash, unit.at, unit.userId ?? null])
  recordAudit(unit, { category: 'auth', action: 'badges.set', entity: 'user', entityId: userId })
  return `${BADGE_PREFIX}${code}`
}

/** @throws DomainError NOT_FOUND when he has none */
export function takeBadge(unit: Unit<StoreTx>, userId: UserId): void {
  if (unit.tx.prepare('delete from badges where user_id = ?').run([userId]).changes === 0)
    throw new DomainError('NOT_FOUND')
  recordAudit(unit, { category: 'auth', action: 'badges.take', entity: 'user', entityId: userId })
}

type Attempt = { readonly storeId: StoreId; readonly deviceId: DeviceId; readonly code: string }

/**
 * Finds out whose badge it is, among those who work at this store. Unknown ones are counted by device and followed by
 * the waits of wrong PINs; no badge is put out of use by them, for nobody knows whose was meant.
 *
 * @returns the person, and whether the badge alone proves him here
 * @throws DomainError BADGE_UNKNOWN, or RATE_LIMITED with the seconds to wait
 */
export async function whoseBadge(
  { unitOfWork, settings, badgePepper }: BadgeNeeds,
  ctx: Context,
  { storeId, deviceId, code }: Attempt,
): Promise<{ person: Person; isProof: boolean }> {
  const counted: Counted = { kind: 'device', subject: `badge ${deviceId}` }
  return unitOfWork
    .write(ctx, 'badges.tried', async (unit) => {
      const { tx, at } = unit
      refuseEarly(at, (await lockedUntil(tx, ctx.tenantId, counted, at)) ?? 0)
      const owner = tx.prepare<{ userId: UserId }>(OWNER).get([hashOf(badgePepper, badgeCode(code))])
      const person = owner && findStaff(tx.catalog, storeId, owner.userId)
      const row = await takeCounter(unit, counted)
      const failures = person ? 0 : row.failures + 1
      const lockedUntilAt = person ? null : at + waitAfter(failures, Infinity)
      await keepCounter(unit, counted, { failures, windowStartedAt: at, lockedUntilAt })
      const outcome = person ? 'ok' : 'failed'
      recordAudit(unit, { category: 'auth', action: 'badges.unlock', outcome, userId: person?.userId })
      const isProof = !settings(tx.catalog, ctx.tenantId, { storeId })['auth.badge_needs_pin']
      return { person, isProof }
    })
    .then(({ person, isProof }) => {
      if (!person) throw new DomainError('BADGE_UNKNOWN')
      return { person, isProof }
    })
}

const newCode = () => Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')

const hashOf = (pepper: Buffer, code: string): Buffer => createHmac('sha256', pepper).update(code).digest()
