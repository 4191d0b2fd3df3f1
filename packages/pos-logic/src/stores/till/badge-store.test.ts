import { BUILTIN_ROLES } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { CASHIER, PIN } from '../../../test/memory-store.ts'
import { waitUntil } from '../../../test/new-till.ts'
import { tillApp } from '../../../test/till-app.ts'
import { useApprovalStore } from './approval-store.ts'
import { useBadgeStore } from './badge-store.ts'
import { useCartStore } from './cart-store.ts'
import { useScanStore } from './scan-store.ts'
import { useStaffStore } from './staff-store.ts'
import { REASON } from '../../../test/shop.ts'

const DIEGO = '019cad5e-0000-7000-8000-0000000000cb'

async function withBadges(needsPin: boolean) {
  const app = await tillApp()
  app.store.colleagues.push({
    userId: DIEGO,
    displayName: 'Diego',
    permissions: BUILTIN_ROLES.pos_manager.permissions,
  })
  app.store.badges.set('ANA-0001', CASHIER).set('DIEGO-0001', DIEGO)
  app.store.badgeNeedsPin = needsPin
  return app
}

test('a badge that is scanned at a locked till picks its person, and goods that are scanned there are left', async () => {
  await withBadges(true)
  const [staff, badge, scan, cart] = [useStaffStore(), useBadgeStore(), useScanStore(), useCartStore()]
  staff.lock()
  scan.push('APPLE')
  scan.push('E.DIEGO-0001')
  await waitUntil(() => badge.pickedId === DIEGO)
  await scan.settled()
  expect([staff.isSignedIn, cart.isEmpty]).toEqual([false, true])
})

test('a badge changes who sells, and the cart waits for his word', async () => {
  await withBadges(false)
  const [staff, scan, cart] = [useStaffStore(), useScanStore(), useCartStore()]
  cart.add('APPLE')
  scan.push('E.DIEGO-0001')
  await waitUntil(() => staff.current?.userId === DIEGO)
  expect(cart.othersId).toBe(CASHIER)
  scan.push('E.ANA-0001')
  await waitUntil(() => staff.current?.userId === CASHIER)
  expect(cart.othersId).toBeNull()
})

test('one’s own badge changes nothing; that of another asks for his PIN', async () => {
  await withBadges(true)
  const [staff, badge] = [useStaffStore(), useBadgeStore()]
  expect(await badge.show('E.ANA-0001')).toBe(true)
  expect([staff.current?.userId, badge.pickedId]).toEqual([CASHIER, null])
  expect(await badge.show('E.DIEGO-0001')).toBe(true)
  expect([staff.isSignedIn, badge.pickedId]).toEqual([false, DIEGO])
  await staff.signIn(DIEGO, PIN)
  expect(staff.current?.userId).toBe(DIEGO)
})

test('an unknown badge is said, and nobody comes or goes', async () => {
  await withBadges(true)
  const [staff, badge] = [useStaffStore(), useBadgeStore()]
  expect(await badge.show('E.NOBODY-01')).toBe(false)
  expect([badge.problem, staff.current?.userId]).toEqual([expect.objectContaining({ code: 'BADGE_UNKNOWN' }), CASHIER])
})

test('a badge answers the question for consent, though scans of goods wait behind it', async () => {
  const { store } = await withBadges(false)
  store.permissions = [...BUILTIN_ROLES.pos_cashier.permissions, 'pos:discount']
  await useStaffStore().signIn(CASHIER, PIN)
  const [approval, scan, cart, staff] = [useApprovalStore(), useScanStore(), useCartStore(), useStaffStore()]
  cart.add('CHEESE')
  cart.discountLine(cart.rows[0]?.id ?? '', { ratePpm: 300_000, reasonCodeId: REASON })
  const answered = approval.forLastChange(() => undefined)
  await waitUntil(() => approval.isOpen)
  scan.push('APPLE')
  scan.push('E.DIEGO-0001')
  await answered
  await scan.settled()
  expect([approval.isOpen, cart.rows.length, staff.current?.userId]).toEqual([false, 2, CASHIER])
})
