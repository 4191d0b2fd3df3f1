import { VirtualTime } from '@pos/testing'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'
import { startUpkeep, type Chore } from './upkeep.ts'

const MINUTE_MS = 60_000
const log = createLog({ name: 'test', level: 'silent' })

/** A chore of some steps a round, which notes when it did one. */
function steps(time: VirtualTime, name: string, perRound: number, done: string[]): Chore {
  let left = perRound
  return async () => {
    done.push(`${name} ${Math.floor((time.now() - START) / MINUTE_MS)}`)
    left -= 1
    const isLeft = left > 0
    if (!isLeft) left = perRound
    return isLeft
  }
}
const START = 1_700_000_000_000

test('chores are done step by step, one after another, five minutes after the start and then every hour', async () => {
  const time = new VirtualTime(START)
  const done: string[] = []
  const stop = startUpkeep([steps(time, 'a', 2, done), steps(time, 'b', 1, done)], time, log)
  await time.advance(4 * MINUTE_MS)
  expect(done).toEqual([])
  await time.advance(62 * MINUTE_MS)
  expect(done).toEqual(['a 5', 'a 5', 'b 5', 'a 65', 'a 65', 'b 65'])
  await stop()
  await time.advance(100 * MINUTE_MS)
  expect(done).toHaveLength(6)
})

test('a chore that fails holds up no other, and is tried again within the hour', async () => {
  const time = new VirtualTime(START)
  const done: string[] = []
  const failing: Chore = () => {
    done.push('failing')
    return Promise.reject(new Error('the disk is full'))
  }
  const stop = startUpkeep([failing, steps(time, 'b', 1, done)], time, log)
  await time.advance(66 * MINUTE_MS)
  expect(done).toEqual(['failing', 'b 5', 'failing', 'b 65'])
  await stop()
})

test('it stops when the step that is under way has ended, and not before', async () => {
  const time = new VirtualTime(START)
  let end = () => {}
  const stop = startUpkeep([() => new Promise((resolve) => (end = () => resolve(true)))], time, log)
  await time.advance(6 * MINUTE_MS)
  let isStopped = false
  const stopping = stop().then(() => (isStopped = true))
  await time.advance(MINUTE_MS)
  expect(isStopped).toBe(false)
  end()
  await stopping
})
