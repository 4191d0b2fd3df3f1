import { killableChromium, temporaryFolder, type PageServer } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pages } from '../../test/browser/pages.ts'

const KILLS = process.env['POS_LONG'] === '1' ? 12 : 3
const folder = temporaryFolder()
let server: PageServer

beforeAll(async () => {
  server = await pages('kill-page')
})
afterAll(async () => {
  await server.close()
  folder.remove()
})

async function openPage() {
  const { context, kill } = await killableChromium(folder.path)
  const page = await context.newPage()
  await page.goto(`${server.origin}/kill-page`)
  await page.waitForFunction('globalThis.read')
  return { page, kill }
}

/** Answers the numbers that were promised before the browser was killed, `afterMs` after the first. */
async function commitUntilKilled(afterMs: number): Promise<number[]> {
  const { page, kill } = await openPage()
  const promised: number[] = []
  const isFirst = Promise.withResolvers<void>()
  page.on('console', (message) => {
    promised.push(Number(message.text().replace('promised ', '')))
    isFirst.resolve()
  })
  void page.evaluate('commitForEver()').catch(() => undefined)
  await isFirst.promise
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  await kill()
  return promised
}

test('a browser killed in the middle of commits keeps every one it promised, whole and without a gap', async () => {
  let promised = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const numbers = await commitUntilKilled(Math.random() * 400)
    expect(numbers[0]).toBeGreaterThan(promised)
    promised = numbers.at(-1) ?? 0
    const { page, kill: end } = await openPage()
    const kept = (await page.evaluate('read()')) as { last: number; numbers: number[] }
    await end()
    expect(kept.last).toBeGreaterThanOrEqual(promised)
    expect(kept.numbers).toEqual(Array.from({ length: kept.last }, (_, at) => at + 1))
  }
  expect(promised).toBeGreaterThan(KILLS)
}, 120_000)
