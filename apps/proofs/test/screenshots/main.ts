import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { LANGUAGES } from '@pos/i18n'
import { openChromium } from '@pos/testing'
import { startDemoChain, type DemoChain } from './demo-chain.ts'
import { shootTill } from './till-screens.ts'

const PORT_BASE = 5700
/** Products of the demo chain: rice, beans, honey rings, bread, cookies. */
const BARCODES = ['9520101000019', '9520103000321', '9520110001335', '9520112002095', '9520106002872']

/** Takes every screen of the demo chain into a folder, one folder per language. */
async function main(folder: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'pos-screenshots-'))
  const chain = await startDemoChain(join(work, 'data'), PORT_BASE)
  try {
    for (const [place, language] of LANGUAGES.entries()) {
      const browser = await openChromium(join(work, language), language)
      const page = await browser.newPage()
      const target = join(folder, language)
      const count = await shootTill({ page, folder: target, language, ...tillOf(chain, place) }).catch(
        async (error) => {
          await page.screenshot({ path: join(target, 'failed.png') })
          throw error
        },
      )
      await browser.close()
      console.log(`${count} pictures in ${target}`)
    }
  } finally {
    await chain.stop()
    await rm(work, { recursive: true, force: true })
  }
}

/** Each language has a register of its own: a code enrols one device. */
function tillOf({ sheet, storeUrl }: DemoChain, place: number) {
  const code = sheet.deviceCodes.filter(({ who }) => who.startsWith('SJU'))[place]
  const cashier = sheet.tills.find(({ note }) => note?.startsWith('SJU, pos cashier'))
  if (code === undefined || cashier === undefined) throw new Error('the demo chain has no till to take pictures of')
  const { who: name, secret: pin } = cashier
  return { origin: storeUrl, code: code.secret, cashier: { name, pin }, barcodes: BARCODES }
}

await main(resolve(process.argv[2] ?? 'screenshots'))
