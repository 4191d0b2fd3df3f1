import { resolve } from 'node:path'
import { ensureChromium } from './browser-tools.mjs'
import { installIfMissing } from './install.mjs'
import { launch } from './launch.mjs'
import { Refusal, runScript } from './refusal.mjs'
import { root } from './root.mjs'
import { buildWebIfChanged } from './web-build.mjs'

/** What opens pages in a browser needs both. */
const PAGES = '--pages'

await runScript(async () => {
  const given = process.argv.slice(2)
  const [file, ...args] = given.filter((arg) => arg !== PAGES)
  if (file === undefined) throw new Refusal(`Usage: node scripts/run.mjs [${PAGES}] FILE [arguments]`)
  await installIfMissing()
  if (given.includes(PAGES)) {
    await buildWebIfChanged()
    await ensureChromium()
  }
  return launch(resolve(root, file), args)
})
