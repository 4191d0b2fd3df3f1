import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installIfMissing } from './install.mjs'
import { launch } from './launch.mjs'
import { runScript } from './refusal.mjs'
import { root } from './root.mjs'
import { runtime, runtimeEnv } from './runtime.mjs'

/** The pages of an area with hot reload, in front of a server of the demo chain. */
const pages = [
  { area: 'hq', port: 5300, server: 'http://localhost:5100' },
  { area: 'till', port: 5301, server: 'http://localhost:5201' },
]

await runScript(async () => {
  await installIfMissing()
  const children = pages.map(serve)
  try {
    return await launch(join(root, 'apps/pos-cli/src/main.ts'), ['up', ...process.argv.slice(2)])
  } finally {
    for (const child of children) child.kill()
  }
})

function serve({ area, port, server }) {
  console.log(`Pages with hot reload, once the servers are ready: http://localhost:${port}/${area}`)
  return spawn('vite', ['--port', String(port), '--strictPort', '--clearScreen', 'false', '--logLevel', 'warn'], {
    cwd: join(root, 'apps/web-client'),
    env: { ...runtimeEnv(runtime()), POS_SERVER: server },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
}
