import { InvariantError } from '@pos/core'
import { expect, test } from 'vitest'
import { createEventBus, type PosEvents } from './index.ts'

type Logged = Readonly<Record<string, unknown>>

function busWithLog() {
  const logged: Logged[] = []
  const events = createEventBus<PosEvents>({ log: { error: (fields) => void logged.push(fields) } })
  return { events, logged }
}

const negative = (variantId: string, onHandMilli = -1000) => ({
  name: 'stock:negative',
  payload: { variantId, onHandMilli },
})

test('a subscriber hears the events it asked for, and no others', async () => {
  const { events } = busWithLog()
  const heard: string[] = []
  events.on('stock:negative', 'counts.open-task', ({ payload }) => void heard.push(payload.variantId))
  events.publish([negative('v1'), { name: 'tax:changed', payload: { version: 3, entityIds: [] } }, negative('v2')])
  await events.drain()
  expect(heard).toEqual(['v1', 'v2'])
})

test('a subscriber of several events tells them apart by name', async () => {
  const { events } = busWithLog()
  const heard: string[] = []
  events.on(['stock:negative', 'setting:changed'], 'screens.refresh', (event) => {
    heard.push(event.name === 'stock:negative' ? event.payload.variantId : event.payload.key)
  })
  events.publish([negative('v1'), { name: 'setting:changed', payload: { key: 'receipt.footer', level: 'store' } }])
  await events.drain()
  expect(heard).toEqual(['v1', 'receipt.footer'])
})

test('the publisher goes on before any handler runs', async () => {
  const { events } = busWithLog()
  const order: string[] = []
  events.on('stock:negative', 'counts.open-task', () => void order.push('handler'))
  events.publish([negative('v1')])
  order.push('publisher')
  await events.drain()
  expect(order).toEqual(['publisher', 'handler'])
})

test.each([
  [
    'at once',
    () => {
      throw new Error('printer on fire')
    },
  ],
  [
    'after waiting',
    async () => {
      await Promise.resolve()
      throw new Error('printer on fire')
    },
  ],
])('a subscriber that fails %s is logged by id and event, and hinders nobody', async (_, fails) => {
  const { events, logged } = busWithLog()
  const heard: string[] = []
  events.on('stock:negative', 'printing.alarm', fails)
  events.on('stock:negative', 'counts.open-task', ({ payload }) => void heard.push(payload.variantId))
  events.publish([negative('v1'), negative('v2')])
  await events.drain()
  expect(heard).toEqual(['v1', 'v2'])
  expect(logged).toEqual([
    { err: new Error('printer on fire'), subscriber: 'printing.alarm', event: 'stock:negative' },
    { err: new Error('printer on fire'), subscriber: 'printing.alarm', event: 'stock:negative' },
  ])
})

test('a subscriber that hangs keeps only its own events waiting', async () => {
  const { events } = busWithLog()
  const heard: string[] = []
  const letter = Promise.withResolvers<void>()
  events.on('stock:negative', 'mail.slow', async ({ payload }) => {
    await letter.promise
    heard.push(`mail ${payload.variantId}`)
  })
  const both = Promise.withResolvers<void>()
  events.on('stock:negative', 'counts.open-task', ({ payload }) => {
    heard.push(`task ${payload.variantId}`)
    if (payload.variantId === 'v2') both.resolve()
  })
  events.publish([negative('v1'), negative('v2')])
  await both.promise
  expect(heard).toEqual(['task v1', 'task v2'])
  letter.resolve()
  await events.drain()
  expect(heard).toEqual(['task v1', 'task v2', 'mail v1', 'mail v2'])
})

test('a slow subscriber gets its events one at a time and in order', async () => {
  const { events } = busWithLog()
  const heard: string[] = []
  events.on('stock:negative', 'counts.open-task', async ({ payload }) => {
    heard.push(`begin ${payload.variantId}`)
    for (let i = payload.variantId === 'v1' ? 5 : 0; i > 0; i--) await Promise.resolve()
    heard.push(`end ${payload.variantId}`)
  })
  events.publish([negative('v1')])
  events.publish([negative('v2')])
  await events.drain()
  expect(heard).toEqual(['begin v1', 'end v1', 'begin v2', 'end v2'])
})

test('draining waits for what handlers publish themselves', async () => {
  const { events } = busWithLog()
  const heard: string[] = []
  events.on('catalogue:version-advanced', 'screens.refresh', async ({ payload }) => {
    for (let i = 0; i < 20; i++) await Promise.resolve()
    heard.push(`v${payload.version}`)
  })
  events.on('stock:negative', 'counts.open-task', async () => {
    await Promise.resolve()
    events.publish([{ name: 'catalogue:version-advanced', payload: { version: 7, entities: [] } }])
  })
  events.publish([negative('v1')])
  await events.drain()
  expect(heard).toEqual(['v7'])
})

test('draining an idle bus is done', async () => {
  await expect(busWithLog().events.drain()).resolves.toBeUndefined()
})

test('two subscribers cannot have the same id', () => {
  const { events } = busWithLog()
  events.on('stock:negative', 'counts.open-task', () => {})
  expect(() => events.on('sale:completed', 'counts.open-task', () => {})).toThrow(InvariantError)
})

test('a misspelt event or field does not compile', async () => {
  const { events } = busWithLog()
  // @ts-expect-error the event is called stock:negative
  events.on('stock:negativ', 'a.one', () => {})
  events.on('stock:negative', 'a.two', ({ payload }) => {
    // @ts-expect-error the field is called onHandMilli
    expect(payload.onHand).toBeUndefined()
    // @ts-expect-error a fact is not changed
    payload.onHandMilli = 0
  })
  events.publish([negative('v1')])
  await events.drain()
  expect.assertions(1)
})
