import { effectScope, shallowRef } from 'vue'
import { expect, test } from 'vitest'
import type { LiveNews } from './live-news.ts'
import { useLiveLoad } from './use-live-load.ts'

function page() {
  const answers: ((value: number) => void)[] = []
  const listeners = new Set<() => void>()
  const news: LiveNews = {
    isLive: shallowRef(true),
    on: (_, reload) => (listeners.add(reload), () => listeners.delete(reload)),
    stop() {},
  }
  const scope = effectScope()
  const read = () => new Promise<number>((resolve) => answers.push(resolve))
  const loaded = scope.run(() => useLiveLoad(news, ['sales'], read))
  const tell = () => listeners.forEach((listener) => listener())
  return { scope, answers, listeners, tell, shown: () => loaded?.data.value }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('a page is read at once and again with the news', async () => {
  const { answers, tell, shown } = page()
  answers[0]?.(1)
  await settled()
  tell()
  expect([answers.length, shown()]).toEqual([2, 1])
  answers[1]?.(2)
  await settled()
  expect(shown()).toBe(2)
})

test('a hundred news while it is read are one more reading', async () => {
  const { answers, tell } = page()
  for (let count = 0; count < 100; count += 1) tell()
  expect(answers).toHaveLength(1)
  answers[0]?.(1)
  await settled()
  expect(answers).toHaveLength(2)
  answers[1]?.(2)
  await settled()
  expect(answers).toHaveLength(2)
})

test('a page that is left hears no more news', () => {
  const { scope, listeners } = page()
  scope.stop()
  expect(listeners.size).toBe(0)
})
