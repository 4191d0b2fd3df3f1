import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newPeerKey, privateKeyOf, type Signer } from '@pos/server-kit'
import { createEnrolmentCode, enrolDevice, type Command, type ServerKind } from '@pos/shared-types'
import { call, type Question } from './ask.ts'
import { signIn, type Chain, type Site } from './chain.ts'
import type { StoreHere } from './store-here.ts'

/** Someone who may try a command: the header or key he brings. */
export type Caller = Pick<Question, 'token' | 'signer'>

/** Callers with every right there is, one of each kind. */
export type Callers = (command: Command) => Caller

/** The boss, and the store server by its key, at head office. */
export function hqCallers({ company }: Pick<Chain, 'company'>, site: Site<StoreHere>): Callers {
  const peer = { signer: storeSigner(site) }
  return (command) => callerFor(command, 'hq', { token: company.adminToken }, peer)
}

/** The manager, and an enrolled device by its key, at a store. */
export async function storeCallers(site: Site): Promise<Callers> {
  const token = await signIn(site, site.plan.manager.username)
  const peer = { signer: await enrolledDevice(site, token) }
  return (command) => callerFor(command, 'store', { token }, peer)
}

function callerFor(command: Command, kind: ServerKind, user: Caller, peer: Caller): Caller {
  const access = command.access[kind]
  if (access === 'public') return {}
  return access === 'device' || access === 'peer' ? peer : user
}

/** The key with which the store server of a site speaks to head office. */
export function storeSigner({ server, folder }: Site<StoreHere>): Signer {
  const { identity } = server.store
  if (!identity) throw new Error('the store has no identity')
  const privateKey = privateKeyOf(readFileSync(join(folder, 'server-key.pem'), 'utf8'))
  return { peerId: identity.deviceId, tenantId: identity.tenantId, privateKey }
}

/** Enrols a device that is nobody's till. */
export async function enrolledDevice({ url }: Site, managerToken: string): Promise<Signer> {
  const { code } = await call(url, createEnrolmentCode, { token: managerToken, body: { kind: 'back_office' } })
  const { publicKey, privateKeyPem } = newPeerKey()
  const body = { code, name: 'Device', platform: 'proofs', storage: 'native' as const, appVersion: '1', publicKey }
  const { deviceId } = await call(url, enrolDevice, { body })
  return { peerId: deviceId, privateKey: privateKeyOf(privateKeyPem) }
}
