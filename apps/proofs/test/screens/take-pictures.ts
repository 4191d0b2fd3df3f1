import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { LANGUAGES, type Language } from '@pos/i18n'
import { openChromium } from '@pos/testing'
import type { Page } from 'playwright-core'
import { Camera } from './camera.ts'
import { startDemoChain, type DemoChain } from './demo-chain.ts'
import { walkHq } from './hq-walk.ts'
import { walkStore } from './store-walk.ts'
import { walkTill } from './till-walk.ts'

const PORT_BASE = 5700
/** Products of the demo chain: rice, beans, honey rings, bread, cookies. */
const BARCODES = ['9520101000019', '9520103000321', '9520110001335', '9520112002095', '9520106002872']

/** Takes every screen of the demo chain into a folder, one folder per language. */
async function main(folder: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'pos-pictures-'))
  const chain = await startDemoChain(join(work, 'data'), PORT_BASE)
  try {
    for (const language of LANGUAGES) {
      const browser = await openChromium(join(work, language), language)
      await walk(await browser.newPage(), join(folder, language), language, chain)
      await browser.close()
    }
  } finally {
    await chain.stop()
    await rm(work, { recursive: true, force: true })
  }
}

async function walk(page: Page, folder: string, language: Language, chain: DemoChain): Promise<void> {
  const onlooker = new Camera(page, folder)
  try {
    await walkTill({ page, onlooker, language, ...tillOf(chain, LANGUAGES.indexOf(language)) })
    await walkStore({ page, onlooker, language, ...managerOf(chain), certify: chain.certify })
    await walkHq({ page, onlooker, language, ...signInOf(chain) })
  } catch (error) {
    await page.screenshot({ path: join(folder, 'failed.png') })
    throw error
  }
  console.log(`${onlooker.count} pictures in ${folder}`)
}

/** Each language has a register of its own: a code enrols one device. */
function tillOf({ sheet, storeUrl }: DemoChain, place: number) {
  const code = sheet.deviceCodes.filter(({ who }) => who.startsWith('SJU'))[place]
  const manager = sheet.tills.find(({ note }) => note?.startsWith('SJU, store manager'))
  if (code === undefined || manager === undefined) throw new Error('the demo chain has no till to take pictures of')
  const { who: name, secret: pin } = manager
  return { origin: storeUrl, code: code.secret, cashier: { name, pin }, barcodes: BARCODES, search: 'ca' }
}

function managerOf({ sheet, storeUrl }: DemoChain) {
  const manager = sheet.managers.find(({ note }) => note?.startsWith('SJU'))
  if (manager === undefined) throw new Error('the first store of the demo chain has no manager')
  return { origin: storeUrl, as: { user: manager.who, password: manager.secret } }
}

function signInOf({ sheet, hqUrl }: DemoChain) {
  const [admin] = sheet.headOffice
  if (admin === undefined) throw new Error('the demo chain has nobody at head office')
  return { origin: hqUrl, as: { company: sheet.tenant, user: admin.who, password: admin.secret } }
}

await main(resolve(process.argv[2] ?? 'pictures'))
