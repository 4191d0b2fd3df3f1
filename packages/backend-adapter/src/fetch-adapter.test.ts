import { afterAll, beforeAll } from 'vitest'
import { FakeServer } from '../test/fake-server.ts'
import { adapterContract } from './adapter.contract.ts'
import { createAdapter } from './index.ts'

let inUse: FakeServer
const front = new FakeServer()
let origin = ''
let close = async () => {}

beforeAll(async () => {
  front.answer = (request) => inUse.handle(request)
  ;({ origin, close } = await front.listen())
})
afterAll(() => close())

adapterContract('fetch', (server, options) => {
  inUse = server
  return createAdapter({ ...options, baseUrl: origin })
})
