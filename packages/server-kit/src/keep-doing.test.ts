import { VirtualTime } from '@pos/testing'
import pino from 'pino'
import { expect, test } from 'vitest'
import { keepDoing } from './keep-doing.ts'

const MINUTE = 60_000

test('a round comes now and every minute, also after one that failed, and none after the end', async () => {
  const time = new VirtualTime()
  const told: string[] = []
  const log = pino({}, { write: (line: string) => void told.push(line) })
  let rounds = 0
  const round = async () => {
    rounds += 1
    if (rounds === 2) throw new Error('not this time')
  }
  const stop = keepDoing(round, { everyMs: MINUTE, scheduler: time, log, complaint: 'it was not done' })
  await time.advance(0)
  expect(rounds).toBe(1)
  await time.advance(MINUTE)
  expect(rounds).toBe(2)
  await time.advance(MINUTE)
  expect(rounds).toBe(3)
  expect(told).toHaveLength(1)
  expect(told[0]).toContain('it was not done')
  await stop()
  await time.advance(5 * MINUTE)
  expect(rounds).toBe(3)
})
