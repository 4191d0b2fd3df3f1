import { fakeClock, OTHER_TENANT, TEST_STORE, TEST_TENANT } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { officeContext, openHeadOffice, OWNER, type HeadOffice } from '../../test/support/head-office.ts'
import { databasePeers } from './database-peers.ts'
import type { PeerDirectory } from './peer-directory.ts'
import { newPeerKey } from './signature.ts'

const SERVER = '01890000-0000-7000-8000-000000000070'
const DESKTOP = '01890000-0000-7000-8000-000000000071'
const TILL = '01890000-0000-7000-8000-000000000072'
const key = newPeerKey()

let office: HeadOffice
let peers: PeerDirectory

beforeAll(async () => {
  office = await openHeadOffice()
  const { unitOfWork } = office.database
  peers = databasePeers({ unitOfWork, clock: fakeClock(), kinds: ['store'], tenantOf: (claimed) => claimed })
  const device = {
    tenantId: TEST_TENANT,
    name: 'Server',
    platform: 'linux',
    state: 'enrolled',
    enrolledAt: officeContext().at,
    enrolledById: OWNER,
    storage: 'native',
    appVersion: '1',
    lastSeenAt: officeContext().at,
  } as const
  await unitOfWork.write(officeContext(), 'test.devices', ({ tx }) =>
    tx.insert('devices', [
      {
        ...device,
        id: SERVER,
        storeId: TEST_STORE,
        kind: 'store_server',
        publicKey: Buffer.from(key.publicKey, 'base64url'),
      },
      {
        ...device,
        id: DESKTOP,
        storeId: null,
        kind: 'hq_desktop',
        publicKey: Buffer.from(newPeerKey().publicKey, 'base64url'),
      },
      {
        ...device,
        id: TILL,
        storeId: TEST_STORE,
        kind: 'till',
        publicKey: Buffer.from(newPeerKey().publicKey, 'base64url'),
      },
    ]),
  )
})

afterAll(() => office.close())

test('a store server is found in the tenant it names, with its key and store', async () => {
  expect(await peers.find(SERVER, TEST_TENANT)).toEqual({
    id: SERVER,
    kind: 'store',
    tenantId: TEST_TENANT,
    storeId: TEST_STORE,
    publicKey: key.publicKey,
    isRevoked: false,
  })
})

test('it is unknown in another tenant, and where it names none', async () => {
  expect(await peers.find(SERVER, OTHER_TENANT)).toBeUndefined()
  expect(await peers.find(SERVER, undefined)).toBeUndefined()
})

test('a device that belongs to no store signs nothing', async () => {
  expect(await peers.find(DESKTOP, TEST_TENANT)).toBeUndefined()
})

test('a till that its store has told of signs nothing at head office', async () => {
  expect(await peers.find(TILL, TEST_TENANT)).toBeUndefined()
})
