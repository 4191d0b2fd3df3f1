import { resolve } from 'node:path'
import { installIfMissing } from './install.mjs'
import { launch } from './launch.mjs'
import { Refusal, runScript } from './refusal.mjs'
import { root } from './root.mjs'

await runScript(async () => {
  const [file, ...args] = process.argv.slice(2)
  if (file === undefined) throw new Refusal('Usage: node scripts/run.mjs FILE [arguments]')
  await installIfMissing()
  return launch(resolve(root, file), args)
})
