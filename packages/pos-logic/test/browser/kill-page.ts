import { indexedDbStorage } from '../../src/browser/index.ts'

type Stores = { series: { last: number }; sale: { number: number; text: string } }

const open = () => indexedDbStorage<Stores>({ name: 'kill', names: ['series', 'sale'] })
const keyOf = (number: number) => String(number).padStart(8, '0')

/** Commits numbered sales until the browser is killed, and says each number when it was promised. */
async function commitForEver(): Promise<void> {
  const storage = await open()
  let last = (await storage.get('series', 'self'))?.last ?? 0
  for (;;) {
    const number = last + 1
    await storage.commit(
      [
        { store: 'series', key: 'self', value: { last: number } },
        { store: 'sale', key: keyOf(number), value: { number, text: 'x'.repeat(3000) } },
      ],
      [{ store: 'series', key: 'self', value: last === 0 ? undefined : { last } }],
    )
    last = number
    console.log(`promised ${number}`)
  }
}

/** What is there after the browser was opened again. */
async function read(): Promise<{ last: number; numbers: number[] }> {
  const storage = await open()
  const last = (await storage.get('series', 'self'))?.last ?? 0
  const numbers = (await storage.list('sale')).map(({ value }) => value.number)
  await storage.close()
  return { last, numbers }
}

Object.assign(globalThis, { commitForEver, read })
