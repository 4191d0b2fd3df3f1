import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'

let demo: DemoApp
let url = ''
beforeAll(async () => {
  demo = await openDemoApp()
  url = await demo.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => demo.close())

test('a socket that an overloaded server refuses holds no connection open', async () => {
  await vi.waitFor(async () => {
    await holdEventLoop(1_300)
    expect((await refused()).message).toContain('503')
  }, 15_000)

  await vi.waitFor(async () => expect(await connections()).toBe(0), 2_000)
})

async function refused(): Promise<Error> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/v1/demo/notify`)
  const [error] = (await once(socket, 'error')) as [Error]
  return error
}

/** Overload as the server measures it: nothing else is done for a while. */
async function holdEventLoop(ms: number): Promise<void> {
  const end = performance.now() + ms
  while (performance.now() < end);
  await setImmediate()
}

const connections = () =>
  new Promise<number>((resolve, reject) =>
    demo.app.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  )
