import { expect, test } from 'vitest'
import { createBroadcaster, type Socket } from './index.ts'

class Screen implements Socket {
  readonly received: string[] = []
  readonly closed: number[] = []
  bufferedAmount = 0

  send(text: string): void {
    this.received.push(text)
  }

  close(code: number): void {
    this.closed.push(code)
  }
}

function broadcasterWithLog(maxBuffered?: number) {
  const logged: Readonly<Record<string, unknown>>[] = []
  const log = { error: (fields: Readonly<Record<string, unknown>>) => void logged.push(fields) }
  return { logged, news: createBroadcaster({ log, ...(maxBuffered !== undefined && { maxBuffered }) }) }
}

test('news of a topic reach the screens that show it, and no others', () => {
  const { news } = broadcasterWithLog()
  const [stock, sales] = [new Screen(), new Screen()]
  news.subscribe('stock', stock)
  news.subscribe('sales', sales)
  expect(news.broadcast('stock', { variantId: 'v1' })).toBe(1)
  expect({ stock: stock.received, sales: sales.received }).toEqual({ stock: ['{"variantId":"v1"}'], sales: [] })
})

test('news that nobody wants are not sent', () => {
  const { news } = broadcasterWithLog()
  expect(news.broadcast('stock', { version: 1 })).toBe(0)
})

test('a screen that asks twice hears once', () => {
  const { news } = broadcasterWithLog()
  const screen = new Screen()
  news.subscribe('stock', screen)
  news.subscribe('stock', screen)
  news.broadcast('stock', { version: 1 })
  expect(screen.received).toHaveLength(1)
})

test('a screen that leaves a topic keeps its others; a closed one has none', () => {
  const { news } = broadcasterWithLog()
  const screen = new Screen()
  const leave = news.subscribe('stock', screen)
  news.subscribe('sales', screen)
  leave()
  expect([news.broadcast('stock', {}), news.broadcast('sales', {})]).toEqual([0, 1])
  news.forget(screen)
  expect(news.broadcast('sales', {})).toBe(0)
})

test('a screen that reads too slowly is closed, and the others get their news', () => {
  const { news, logged } = broadcasterWithLog(1000)
  const [slow, quick] = [new Screen(), new Screen()]
  news.subscribe('stock', slow)
  news.subscribe('sales', slow)
  news.subscribe('stock', quick)
  slow.bufferedAmount = 1001
  quick.bufferedAmount = 1000
  expect(news.broadcast('stock', { version: 1 })).toBe(1)
  slow.bufferedAmount = 0
  expect(news.broadcast('sales', { version: 2 })).toBe(0)
  expect({ slow: slow.received, closed: slow.closed, quick: quick.received }).toEqual({
    slow: [],
    closed: [1008],
    quick: ['{"version":1}'],
  })
  expect(logged).toEqual([{ buffered: 1001, topic: 'stock' }])
})

test('a screen that cannot be written to, or closed, is forgotten and hinders nobody', () => {
  const { news, logged } = broadcasterWithLog()
  const broken: Socket = {
    send() {
      throw new Error('not open')
    },
    close() {
      throw new Error('not open either')
    },
  }
  const screen = new Screen()
  news.subscribe('stock', broken)
  news.subscribe('stock', screen)
  expect([news.broadcast('stock', {}), news.broadcast('stock', {})]).toEqual([1, 1])
  expect(screen.received).toHaveLength(2)
  expect(logged.map(({ err }) => String(err))).toEqual(['Error: not open', 'Error: not open either'])
})

test('a socket without a buffer or a way to close is a socket', () => {
  const { news } = broadcasterWithLog()
  const received: string[] = []
  news.subscribe('stock', { send: (text) => void received.push(text) })
  news.broadcast('stock', { version: 1 })
  expect(received).toEqual(['{"version":1}'])
})
