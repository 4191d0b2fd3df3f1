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
  const turn = async (to: () => Promise<void>, page: Page) => {
    const turning = to()
    asked.at(-1)?.answer(page)
    await turning
  }
  return { list, asked, turn }
}

test('a list goes on where the last page ended, until there is none, and back', async () => {
  const { list, asked, turn } = slowPages()
  await turn(list.reload, { items: [1, 2], nextCursor: 'b' })
  await turn(list.next, { items: [3], nextCursor: null })
  expect([list.rows.value, list.page.value, list.hasNext.value]).toEqual([[3], 2, false])
  await list.next()
  await turn(list.previous, { items: [1, 2], nextCursor: 'b' })
  expect([list.rows.value, list.page.value, list.hasPrevious.value]).toEqual([[1, 2], 1, false])
  await list.previous()
  expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, 'b', undefined])
})

test('a page is read again where it stands; a new search begins at the top', async () => {
  const { list, asked, turn } = slowPages()
  await turn(list.reload, { items: [1], nextCursor: 'b' })
  await turn(list.next, { items: [2], nextCursor: 'c' })
  await turn(list.refresh, { items: [2, 3], nextCursor: null })
  expect([list.rows.value, list.page.value]).toEqual([[2, 3], 2])
  await turn(list.reload, { items: [9], nextCursor: null })
  expect([list.rows.value, list.page.value]).toEqual([[9], 1])
  expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, 'b', 'b', undefined])
})

test('of two searches the later one counts, whichever is answered last', async () => {
  const { list, asked } = slowPages()
  const both = [list.reload(), list.reload()]
  asked[1]?.answer({ items: [2], nextCursor: null })
  asked[0]?.answer({ items: [1], nextCursor: 'x' })
  await Promise.all(both)
  expect([list.rows.value, list.hasNext.value, list.isLoading.value]).toEqual([[2], false, false])
})

test('the page stays when the server is away, and the next one is still the next', async () => {
  const { list, asked, turn } = slowPages()
  await turn(list.reload, { items: [1], nextCursor: 'b' })
  const lost = list.next()
  asked.at(-1)?.fail()
  await lost
  expect([list.rows.value, list.page.value, list.isLoading.value]).toEqual([[1], 1, false])
  expect(list.problem.value).toBeInstanceOf(Error)
  await turn(list.next, { items: [2], nextCursor: null })
  expect([list.rows.value, list.page.value, list.problem.value]).toEqual([[2], 2, undefined])
})
