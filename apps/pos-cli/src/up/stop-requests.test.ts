import { expect, test } from 'vitest'
import { stopRequests } from './stop-requests.ts'

test('one Ctrl-C that arrives three times is one request; another one later insists', () => {
  let now = 0
  const stop = stopRequests(() => now)
  process.emit('SIGINT')
  process.emit('SIGINT')
  process.emit('SIGTERM')
  expect([stop.requested.aborted, stop.insisted.aborted]).toEqual([true, false])
  now = 2000
  process.emit('SIGINT')
  expect(stop.insisted.aborted).toBe(true)
  stop.release()
})
