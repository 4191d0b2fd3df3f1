import { runLoad } from '../sales/load-client.ts'
import { article, PRODUCTS } from './goods.ts'

export type SearchKind = { readonly name: string; readonly text: (n: number) => string }

/** What people type into a search field, each time something else. */
export const SEARCHES: readonly SearchKind[] = [
  { name: 'barcode', text: (n) => article((n * 7919) % PRODUCTS).barcode },
  { name: 'one word', text: (n) => pick(['galletas', 'detergente', 'chocolate', 'servilletas', 'leche', 'p0123'], n) },
  { name: 'one letter', text: (n) => pick(['p', 'c', 'l', '0'], n) },
  {
    name: 'two beginnings of words',
    text: (n) => pick(['lec ent', 'gal jen', 'ace oli', 'hor gra', 'cre bri', 'p 04'], n),
  },
  { name: 'with accents', text: (n) => pick(['café orgánico', 'jabón líq', 'piña almíbar', 'té océano', 'CAFÉ'], n) },
]

/** Searches `count` times, one after another, all kinds in turn. */
export async function searchTimes(url: string, token: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const words = SEARCHES[n % SEARCHES.length]?.text(n) ?? ''
    const response = await fetch(`${url}${pathOf(words)}`, { headers: { authorization: `Bearer ${token}` } })
    if (!response.ok) throw new Error(`search for ${words}: ${response.status}`)
    await response.arrayBuffer()
  }
}

/** All kinds together stay below what one person may ask in a minute. */
const MOST_SEARCHES = 2_000

/** Searches over one connection for `forMs` or so many times. Every answer must hold at least one item. */
export async function runSearches(
  port: number,
  token: string,
  { name, text }: SearchKind,
  forMs: number,
): Promise<Float64Array> {
  const { statuses, bodies, latencies } = await runLoad({
    port,
    connections: 1,
    warmUpMs: forMs / 4,
    measureMs: forMs,
    mostRequests: MOST_SEARCHES,
    request: (_, n) => searchRequest(text(n), token),
  })
  const isFound = (body: string) => body.includes('"variantId"')
  if (Object.keys(statuses).join() !== '200' || !bodies.every(isFound)) {
    throw new Error(`search by ${name}: ${JSON.stringify(statuses)}, ${bodies.find((body) => !isFound(body))}`)
  }
  return latencies
}

function searchRequest(words: string, token: string): string {
  return [`GET ${pathOf(words)} HTTP/1.1`, 'host: localhost', `authorization: Bearer ${token}`, '', ''].join('\r\n')
}

const pathOf = (words: string) => `/api/v1/products/search?q=${encodeURIComponent(words)}`

function pick(list: readonly string[], n: number): string {
  return list[n % list.length] ?? ''
}
