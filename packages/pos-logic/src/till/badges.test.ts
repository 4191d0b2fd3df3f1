import { BUILTIN_ROLES, type Approval } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { CASHIER, MemoryStore, PIN } from '../../test/memory-store.ts'
import { newTill, openTill, waitUntil } from '../../test/new-till.ts'
import { REASON } from '../../test/shop.ts'

const DIEGO = '019cad5e-0000-7000-8000-0000000000cb'
const [ANAS, DIEGOS] = ['E.ANA-0001', 'E.DIEGO-0001']
const setting = (value: boolean) => ({
  entity: 'setting' as const,
  id: '019cad5e-0000-7000-8000-0000000000f2',
  data: {
    row: {
      id: '019cad5e-0000-7000-8000-0000000000f2',
      level: 'company',
      key: 'auth.badge_needs_pin',
      value: JSON.stringify(value),
    },
    children: {},
  },
})

/** A till where badges prove people alone, or name them only. */
async function withBadges({ needsPin }: { readonly needsPin: boolean }, open = newTill) {
  const store = new MemoryStore()
  store.colleagues.push({ userId: DIEGO, displayName: 'Diego', permissions: BUILTIN_ROLES.pos_manager.permissions })
  store.badges.set('ANA-0001', CASHIER).set('DIEGO-0001', DIEGO)
  store.badgeNeedsPin = needsPin
  const made = await open(store)
  const version = store.change(setting(needsPin))
  made.till.puller.wake()
  await waitUntil(async () => (await made.till.status()).catalogueVersion === version)
  return made
}

test('a badge names its person, and who he is is proved by his PIN', async () => {
  const { till } = await withBadges({ needsPin: true })
  till.staff.signOut()
  expect(await till.staff.signInByBadge(ANAS)).toEqual({ userId: CASHIER, isSignedIn: false })
  expect(till.staff.current).toBeUndefined()
})

test('where no PIN is asked for a badge signs in, with the rights of its person', async () => {
  const { till } = await withBadges({ needsPin: false })
  expect(await till.staff.signInByBadge('e.diego-0001')).toEqual({ userId: DIEGO, isSignedIn: true })
  expect([till.staff.current?.displayName, till.staff.may('pos:void')]).toEqual(['Diego', true])
})

test('with the store away a badge that was shown here before is known, and no other', async () => {
  const { till, store } = await withBadges({ needsPin: false })
  await till.staff.signInByBadge(DIEGOS)
  store.isAway = true
  await expect(till.staff.signInByBadge(ANAS)).rejects.toMatchObject({ code: 'BADGE_UNKNOWN' })
  expect(await till.staff.signInByBadge(DIEGOS)).toEqual({ userId: DIEGO, isSignedIn: true })
  await expect(till.staff.signIn(DIEGO, PIN)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
})

test('a PIN that is typed after a badge does not make the till forget the badge', async () => {
  const { till, store } = await withBadges({ needsPin: true })
  await till.staff.signInByBadge(ANAS)
  await till.staff.signIn(CASHIER, PIN)
  store.isAway = true
  expect(await till.staff.signInByBadge(ANAS)).toEqual({ userId: CASHIER, isSignedIn: false })
})

test('a badge that the store took is forgotten here with the next try, alone too', async () => {
  const { till, store } = await withBadges({ needsPin: false })
  await till.staff.signInByBadge(ANAS)
  store.badges.delete('ANA-0001')
  await expect(till.staff.signInByBadge(ANAS)).rejects.toMatchObject({ code: 'BADGE_UNKNOWN' })
  store.isAway = true
  await expect(till.staff.signInByBadge(ANAS)).rejects.toMatchObject({ code: 'BADGE_UNKNOWN' })
})

test('unknown badges cost waits as wrong PINs do, for a good one too', async () => {
  const { till, store, clock } = await withBadges({ needsPin: false })
  await till.staff.signInByBadge(ANAS)
  store.isAway = true
  for (let n = 0; n < 4; n++)
    await expect(till.staff.signInByBadge('E.NOBODY-01')).rejects.toMatchObject({ code: 'BADGE_UNKNOWN' })
  await expect(till.staff.signInByBadge(ANAS)).rejects.toMatchObject({ code: 'RATE_LIMITED', params: { seconds: 1 } })
  clock.advance(1_000)
  await till.staff.signInByBadge(ANAS)
})

test('the journal holds nothing of a badge that another device could use', async () => {
  const [one, two] = [await withBadges({ needsPin: false }), await withBadges({ needsPin: false })]
  const kept = []
  for (const { till, storage } of [one, two]) {
    await till.staff.signInByBadge(ANAS)
    kept.push((await storage.get('cashier', CASHIER))?.badge)
  }
  expect(kept[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(kept[0]).not.toBe(kept[1])
})

test('consent is given by badge, and the fact says so; one’s own badge gives none', async () => {
  const { till, store } = await withBadges({ needsPin: false }, openTill)
  store.permissions = BUILTIN_ROLES.pos_cashier.permissions
  const item = till.cart.add('CHEESE')
  till.cart.discountLine(item.details.id, { ratePpm: 300_000, reasonCodeId: REASON })
  const ask = till.approvals.ask(await till.approvals.needs())
  await expect(till.approvals.approveByBadge(ask, ANAS)).rejects.toMatchObject({ code: 'APPROVAL_SELF' })
  expect(await till.approvals.approveByBadge(ask, DIEGOS)).toEqual({ approverId: DIEGO, isGiven: true })
  expect(till.staff.current?.userId).toBe(CASHIER)
  till.start()
  await waitUntil(() => store.facts.some(({ type }) => type === 'approval.decided'))
  const fact = store.facts.find(({ type }) => type === 'approval.decided')
  expect(JSON.parse(fact?.payload ?? '') as Approval['decision']).toMatchObject({ deciderId: DIEGO, method: 'badge' })
})

test('where a PIN is asked for a badge gives no consent, it only says whose PIN is next', async () => {
  const { till } = await withBadges({ needsPin: true }, openTill)
  const item = till.cart.add('CHEESE')
  till.cart.discountLine(item.details.id, { ratePpm: 300_000, reasonCodeId: REASON })
  const ask = till.approvals.ask(await till.approvals.needs())
  expect(await till.approvals.approveByBadge(ask, DIEGOS)).toEqual({ approverId: DIEGO, isGiven: false })
  expect(await till.approvals.needs()).not.toEqual([])
})
