import { expect, test } from 'vitest'
import { useArrivals } from './use-arrivals.ts'
import { usePages } from './use-pages.ts'

const SIZE = 3

function shop(...sold: string[]) {
  const read = async (cursor: string | undefined) => {
    const from = Number(cursor ?? 0)
    const items = sold.slice(from, from + SIZE)
    return { items, nextCursor: from + SIZE < sold.length ? String(from + SIZE) : null }
  }
  const list = usePages<string>(read)
  const arrivals = useArrivals(
    list,
    async () => (await read(undefined)).items,
    (sale) => sale,
  )
  return { list, arrivals, sell: (...sales: string[]) => sold.unshift(...sales), sold }
}

test('sales that came are counted and do not move the list; they are there when it is read again', async () => {
  const { list, arrivals, sell } = shop('b', 'a')
  await list.reload()
  sell('d', 'c')
  await arrivals.look()
  expect([list.rows.value, arrivals.count.value]).toEqual([['b', 'a'], 2])
  await list.reload()
  expect([list.rows.value, arrivals.count.value]).toEqual([['d', 'c', 'b'], 0])
})

test('a sale that a store kept while it was offline is counted too, though it is not the newest', async () => {
  const { list, arrivals, sold } = shop('c', 'a')
  await list.reload()
  sold.splice(1, 0, 'b')
  await arrivals.look()
  expect(arrivals.count.value).toBe(1)
})

test('news that changed nothing on the first page count nothing', async () => {
  const { list, arrivals } = shop('b', 'a')
  await list.reload()
  await arrivals.look()
  expect(arrivals.count.value).toBe(0)
})

test('on a later page too the count is of what is new at the top', async () => {
  const { list, arrivals, sell } = shop('d', 'c', 'b', 'a')
  await list.reload()
  await list.next()
  sell('e')
  await arrivals.look()
  expect([list.rows.value, arrivals.count.value]).toEqual([['a'], 1])
})

test('the first sale of a list without rows is shown at once', async () => {
  const { list, arrivals, sell } = shop()
  await list.reload()
  sell('a')
  await arrivals.look()
  expect([list.rows.value, arrivals.count.value]).toEqual([['a'], 0])
})
