import { Type } from 'typebox'
import { defineCommand } from '../contract.ts'
import { count, instant, oneOf, orNull, strict, text, uuid } from '../schema.ts'
import type { UserId } from '../units.ts'
import { Pin, SignedIn } from './access.ts'

/** As it is scanned, with or without what stands before it. */
const BadgeCode = Type.String({ pattern: '^([Ee]\\.)?[A-Za-z0-9-]{8,40}$' })
const Done = strict({ isDone: Type.Boolean() })
const one = strict({ userId: uuid<UserId>() })

export const listStaff = defineCommand({
  name: 'staff.list',
  method: 'GET',
  path: '/staff',
  summary: 'People who work at this store, with their roles here and how they sign in at its tills',
  access: { store: ['store:employees.view'] },
  response: strict({
    items: Type.Array(
      strict({
        userId: uuid<UserId>(),
        username: text(),
        displayName: text(),
        roles: Type.Array(strict({ scope: oneOf('store', 'pos'), code: text(), name: text() })),
        /** `off`: too many wrong ones at some device. */
        pin: oneOf('none', 'set', 'off'),
        badgeSetAt: orNull(instant()),
        /** Whether who asks may set his PIN and badge: nobody does for who has rights that he lacks himself. */
        isManageable: Type.Boolean(),
      }),
    ),
    /** The fewest digits of a new PIN. */
    pinDigits: count(),
  }),
})

export const setPinOf = defineCommand({
  name: 'pin.set-for',
  method: 'PUT',
  path: '/pin/:userId',
  summary: 'Give a person of this store a PIN',
  access: { store: ['store:employees.manage'] },
  audit: 'auth',
  params: one,
  body: strict({ pin: Pin }),
  response: Done,
})

export const setBadge = defineCommand({
  name: 'badges.set',
  method: 'PUT',
  path: '/badges/:userId',
  summary: 'Give a person of this store a badge, in place of the one before; a new code unless one is told',
  access: { store: ['store:employees.manage'] },
  audit: 'auth',
  params: one,
  body: strict({ code: Type.Optional(BadgeCode) }),
  /** Shown once: only a hash of it is kept. */
  response: strict({ code: text() }),
})

export const takeBadge = defineCommand({
  name: 'badges.take',
  method: 'DELETE',
  path: '/badges/:userId',
  summary: 'Take the badge from a person; whoever finds it can do nothing with it',
  access: { store: ['store:employees.manage'] },
  audit: 'auth',
  params: one,
  response: Done,
})

export const unlockByBadge = defineCommand({
  name: 'badges.unlock',
  method: 'POST',
  path: '/badges/unlock',
  summary: 'Find out by a badge who stands at an enrolled device, and sign him in where no PIN is asked for',
  access: { store: 'device' },
  audit: 'auth',
  body: strict({ code: BadgeCode }),
  response: strict({
    userId: uuid<UserId>(),
    displayName: text(),
    /** Null where a PIN is asked for too. */
    signedIn: orNull(SignedIn),
  }),
})
