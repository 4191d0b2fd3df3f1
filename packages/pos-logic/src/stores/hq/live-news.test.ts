import { expect, test } from 'vitest'
import { followLiveNews } from './live-news.ts'

/** A socket that a test opens, talks through and cuts. */
class TestSocket extends EventTarget {
  isClosed = false
  close() {
    this.isClosed = true
  }
  say(text: string) {
    this.dispatchEvent(Object.assign(new Event('message'), { data: text }))
  }
}

function follow(ticket: () => Promise<string> = () => Promise.resolve('t')) {
  const sockets: TestSocket[] = []
  const offers: (readonly string[])[] = []
  const waits: { readonly ms: number; readonly work: () => void }[] = []
  const news = followLiveNews({
    url: 'ws://hq/api/v1/live',
    ticket,
    openSocket(_, protocols) {
      const socket = new TestSocket()
      sockets.push(socket)
      offers.push(protocols)
      return socket as unknown as WebSocket
    },
    scheduler: { after: (ms, work) => (waits.push({ ms, work }), () => {}) },
    random: () => 0.999,
  })
  return { news, sockets, offers, waits }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a list is read again when its topic has changed, and no other', async () => {
  const { news, sockets, offers } = follow()
  await settled()
  const read: string[] = []
  news.on(['sales'], () => read.push('sales'))
  const stop = news.on(['stores', 'catalogue'], () => read.push('stores'))
  sockets[0]?.say('{"topics":["sales","stock"]}')
  expect([offers[0], read]).toEqual([['pos', 't'], ['sales']])
  stop()
  sockets[0]?.say('{"topics":["catalogue"]}')
  expect(read).toEqual(['sales'])
})

test('after a cut the line comes back by itself, and everything is read again', async () => {
  const { news, sockets, waits } = follow()
  await settled()
  sockets[0]?.dispatchEvent(new Event('open'))
  expect(news.isLive.value).toBe(true)
  let reads = 0
  news.on(['shifts'], () => (reads += 1))
  sockets[0]?.dispatchEvent(new Event('close'))
  expect([news.isLive.value, waits.length]).toEqual([false, 1])
  waits[0]?.work()
  await settled()
  sockets[1]?.dispatchEvent(new Event('open'))
  expect([news.isLive.value, reads]).toEqual([true, 1])
})

test('a server that is away is asked again, at most every 16 seconds', async () => {
  const { waits } = follow(() => Promise.reject(new Error('away')))
  for (let tries = 0; tries < 8; tries += 1) {
    await settled()
    waits.at(-1)?.work()
  }
  await settled()
  expect(waits.map(({ ms }) => ms).slice(0, 4)).toEqual([1998, 3996, 7992, 15984])
  expect(Math.max(...waits.map(({ ms }) => ms))).toBeLessThanOrEqual(16_000)
})

test('who leaves the page is not connected again', async () => {
  const { news, sockets, waits } = follow()
  await settled()
  news.stop()
  sockets[0]?.dispatchEvent(new Event('close'))
  expect([sockets[0]?.isClosed, waits.length]).toEqual([true, 0])
})
