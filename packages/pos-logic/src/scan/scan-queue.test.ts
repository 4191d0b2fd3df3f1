import type { Scheduler } from '@pos/sync-engine'
import { fakeClock } from '@pos/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScanQueue } from './scan-queue.ts'

/** A clock that runs what is due when it is moved. */
function fakeTime() {
  const clock = fakeClock()
  let timers: { readonly at: number; readonly work: () => void }[] = []
  const scheduler: Scheduler = {
    after(delay, work) {
      const timer = { at: clock.now() + delay, work }
      timers.push(timer)
      return () => (timers = timers.filter((each) => each !== timer))
    },
  }
  function advance(ms: number): void {
    const end = clock.now() + ms
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      clock.set(next.at)
      timers = timers.filter((each) => each !== next)
      next.work()
    }
    clock.set(end)
  }
  return { clock, scheduler, advance }
}

function queueUnderTest(read: (code: string) => unknown = () => undefined) {
  const time = fakeTime()
  const codes: string[] = []
  const typed: string[] = []
  const problems: string[] = []
  const queue = createScanQueue({
    ...time,
    read: (code) => {
      codes.push(code)
      return read(code)
    },
    onTyped: (keys) => typed.push(...keys),
    onTakenBack: (keys) => typed.splice(-keys.length),
    onProblem: (code) => problems.push(code),
  })
  /** Presses keys `gapMs` apart, the first after a pause. Answers which were kept. */
  const press = (text: readonly string[], gapMs: number): boolean[] => {
    time.advance(200)
    return text.map((key, at) => {
      if (at > 0) time.advance(gapMs)
      return queue.key({ key, timeStamp: time.clock.now() })
    })
  }
  return { ...time, queue, codes, typed, problems, press }
}

test('keys of a scanner that end with Enter are one code, and the page sees none of them', async () => {
  const { queue, codes, typed, press } = queueUnderTest()
  expect(press([...'4006381333931', 'Enter'], 8)).not.toContain(false)
  await queue.settled()
  expect([codes, typed]).toEqual([['4006381333931'], []])
})

test('what a person types is given back in its order, and Enter is his', async () => {
  const { queue, codes, typed, press, advance } = queueUnderTest()
  expect(press([...'milk', 'Enter'], 90).at(-1)).toBe(false)
  advance(100)
  await queue.settled()
  expect([codes, typed.join('')]).toEqual([[], 'milk'])
})

test.each([1, 2, 3, 8])(
  'a scan whose keys stall after %i of them is still one code, and nothing stays typed',
  async (stall) => {
    const { queue, codes, typed, advance } = queueUnderTest()
    const keys = [...'4006381333931', 'Enter']
    keys.forEach((key, at) => {
      if (at === stall) advance(400)
      expect(queue.key({ key, timeStamp: 1000 + at * 8 })).toBe(true)
    })
    await queue.settled()
    expect([codes, typed]).toEqual([['4006381333931'], []])
  },
)

test('what a person went on typing after a pause is not taken back', async () => {
  const { queue, codes, typed, press, advance } = queueUnderTest()
  press([...'mi'], 30)
  advance(200)
  press([...'lk'], 90)
  advance(200)
  await queue.settled()
  expect([codes, typed.join('')]).toEqual([[], 'milk'])
})

test('a busy page that hears of keys late still sees one scan', async () => {
  const { queue, codes, typed, advance } = queueUnderTest()
  const keys = [...'4006381333931', 'Enter']
  keys.forEach((key, at) => {
    queue.key({ key, timeStamp: 1000 + at * 8 })
    advance(at === 0 ? 55 : 0)
  })
  await queue.settled()
  expect([codes, typed]).toEqual([['4006381333931'], []])
})

test('a page that was busy longer than a scan is waited for hears the rest of it first', async () => {
  const { queue, codes, typed, scheduler, advance } = queueUnderTest()
  queue.key({ key: '4', timeStamp: 0 })
  scheduler.after(60, () => {
    for (const [at, key] of [...'00638', 'Enter'].entries()) queue.key({ key, timeStamp: at * 8 + 8 })
  })
  advance(200)
  await queue.settled()
  expect([codes, typed]).toEqual([['400638'], []])
})

test('a key with Alt or Ctrl is never a scan', () => {
  const { queue } = queueUnderTest()
  expect([
    queue.key({ key: '1', timeStamp: 0, altKey: true }),
    queue.key({ key: 'k', timeStamp: 0, ctrlKey: true }),
  ]).toEqual([false, false])
})

test('two keys at once and Enter are a person, not a code', async () => {
  const { queue, codes, typed, press } = queueUnderTest()
  press(['1', '2', 'Enter'], 10)
  await queue.settled()
  expect([codes, typed]).toEqual([[], ['1', '2']])
})

test('a code that is refused does not stop those behind it', async () => {
  const { queue, codes, problems } = queueUnderTest((code) => {
    if (code === 'bad') throw new Error('unknown')
  })
  for (const code of ['one', 'bad', 'two']) queue.push(code)
  await queue.settled()
  expect([codes, problems]).toEqual([['one', 'bad', 'two'], ['bad']])
})

test('no scan is lost and their order is kept, however slowly each is worked on and whatever is typed between', async () => {
  const code = fc.stringMatching(/^[0-9A-Za-z.-]{3,20}$/)
  const word = fc.stringMatching(/^[a-z0-9]{1,6}$/)
  const act = fc.oneof(fc.record({ scan: code, gap: fc.integer({ min: 0, max: 29 }) }), fc.record({ type: word }))
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), fc.integer({ min: 0, max: 3 }), async (acts, turns) => {
      let inWork = 0
      const { queue, codes, typed, press, advance } = queueUnderTest(async () => {
        inWork += 1
        expect(inWork).toBe(1)
        for (let turn = 0; turn < turns; turn++) await Promise.resolve()
        inWork -= 1
      })
      for (const each of acts) {
        if ('scan' in each) press([...each.scan, 'Enter'], each.gap)
        else press([...each.type], 60)
      }
      advance(100)
      await queue.settled()
      expect(codes).toEqual(acts.flatMap((each) => ('scan' in each ? [each.scan] : [])))
      expect(typed.join('')).toBe(acts.flatMap((each) => ('type' in each ? [each.type] : [])).join(''))
    }),
  )
})
