import { openShift, type ShiftRecord } from '@pos/shared-types'
import { call } from './ask.ts'
import { signIn, type Site } from './chain.ts'

/** A register of the store server itself, open, with a cashier signed in: what a client without a journal needs. */
export type Desk = { readonly registerId: string; readonly token: string; readonly shift: ShiftRecord }

export async function openDesk(site: Site, place = 0): Promise<Desk> {
  const token = await signIn(site, site.plan.cashier.username)
  return openRegister(site, token, place)
}

export async function openRegister(site: Site, token: string, place: number): Promise<Desk> {
  const registerId = site.plan.registerIds[place] ?? ''
  const shift = await call(site.url, openShift, { token, body: { registerId, floatMinor: 10_000 } })
  return { registerId, token, shift }
}
