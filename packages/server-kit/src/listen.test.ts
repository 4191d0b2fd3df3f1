import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { listen } from './listen.ts'

const log = createLog({ name: 'test', level: 'silent' })
const start = (port: number, closed: string[] = []) => {
  const app = fastify()
  app.get('/', () => 'here')
  app.addHook('onClose', () => void closed.push('app'))
  return listen({ app, host: '127.0.0.1', port, log, close: async () => void closed.push('database') })
}

test('a taken port is said in one sentence', async () => {
  const first = await start(0)
  const port = Number(new URL(first.url).port)

  await expect(start(port)).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is taken: stop what uses it, or choose another port.`,
  )
  await first.close()
})

test('closing ends the app before the database behind it, once, and lets go of the signals', async () => {
  const before = process.listenerCount('SIGTERM')
  const closed: string[] = []
  const server = await start(0, closed)
  expect(await (await fetch(server.url)).text()).toBe('here')

  await Promise.all([server.close(), server.close()])

  expect(closed).toEqual(['app', 'database'])
  expect(process.listenerCount('SIGTERM')).toBe(before)
  await expect(fetch(server.url)).rejects.toThrow('fetch failed')
})

test.each([
  ['is told to end', (child: ReturnType<typeof fork>) => child.kill('SIGTERM')],
  ['is interrupted', (child: ReturnType<typeof fork>) => child.kill('SIGINT')],
  ['loses its parent', (child: ReturnType<typeof fork>) => child.disconnect()],
])('a server that %s closes everything and ends with success', async (_when, end) => {
  const child = fork(join(import.meta.dirname, '../test/support/listening-process.ts'), { silent: true })
  let said = ''
  child.stdout?.on('data', (chunk) => (said += String(chunk)))
  const [url] = (await once(child, 'message')) as [string]
  expect(await (await fetch(url)).text()).toBe('here')

  end(child)
  const [code] = (await once(child, 'exit')) as [number]

  expect(code).toBe(0)
  expect(said).toBe('closed')
})
