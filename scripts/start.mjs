import { join } from 'node:path'
import { installIfMissing } from './install.mjs'
import { launch } from './launch.mjs'
import { runScript } from './refusal.mjs'
import { root } from './root.mjs'
import { buildWebIfChanged } from './web-build.mjs'

await runScript(async () => {
  await installIfMissing()
  await buildWebIfChanged()
  return launch(join(root, 'apps/pos-cli/src/main.ts'), ['up', ...process.argv.slice(2)])
})
