import { expect, test } from 'vitest'
import { usePages } from './use-pages.ts'

type Page = { items: readonly number[]; nextCursor: string | null }

function slowPages() {
  const asked: {
    readonly cursor: string | undefined
    readonly answer: (page: Page) => void
    readonly fail: () => void
  }[] = []
  const list = usePages<number>(
    (cursor) => new Promise((answer, reject) => asked.push({ cursor, answer, fail: () => reject(new Error('away')) })),
  )
  return { list, asked }
}

test('a list goes on where the last page ended, until there is none', async () => {
  const { list, asked } = slowPages()
  const first = list.reload()
  asked[0]?.answer({ items: [1, 2], nextCursor: 'b' })
  await first
  const second = list.more()
  asked[1]?.answer({ items: [3], nextCursor: null })
  await second
  expect([list.rows.value, list.hasMore.value, asked[1]?.cursor]).toEqual([[1, 2, 3], false, 'b'])
  await list.more()
  expect(asked).toHaveLength(2)
})

test('of two searches the later one counts, whichever is answered last', async () => {
  const { list, asked } = slowPages()
  const both = [list.reload(), list.reload()]
  asked[1]?.answer({ items: [2], nextCursor: null })
  asked[0]?.answer({ items: [1], nextCursor: 'x' })
  await Promise.all(both)
  expect([list.rows.value, list.hasMore.value, list.isLoading.value]).toEqual([[2], false, false])
})

test('rows stay when the server is away', async () => {
  const { list, asked } = slowPages()
  const first = list.reload()
  asked[0]?.answer({ items: [1], nextCursor: null })
  await first
  const again = list.reload()
  asked[1]?.fail()
  await again
  expect([list.rows.value, list.isLoading.value]).toEqual([[1], false])
  expect(list.problem.value).toBeInstanceOf(Error)
})
