import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { root } from '../root.mjs'

const planted = {
  'packages/core/src/index.ts': "import { open } from '../../db/src/index.ts'\nexport const start = () => open()\n",
  'packages/core/src/left.ts': "import { right } from './right.ts'\nexport const left = () => right()\n",
  'packages/core/src/right.ts': "import { left } from './left.ts'\nexport const right = () => left()\n",
  'packages/db/src/index.ts': 'export const open = () => 1\n',
  'packages/db/src/deep.ts': "import '../../shared-types/src/inner.ts'\n",
  'packages/shared-types/src/inner.ts': 'export {}\n',
  'packages/domain/src/cart.ts': "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n",
  'packages/reports/src/run.ts': "import { Pool } from 'pg'\nexport const pool = new Pool()\n",
  'packages/testing/src/index.ts': "import '../../../apps/hq-server/src/index.ts'\n",
  'apps/hq-server/src/index.ts': 'export {}\n',
  'apps/hq-server/src/server.ts': "import '../../../packages/testing/src/index.ts'\n",
  'apps/hq-server/src/modules/sales/service.ts': "import '../prices/service.ts'\nimport '../prices/actions.ts'\n",
  'apps/hq-server/src/modules/prices/service.ts': 'export {}\n',
  'apps/hq-server/src/modules/prices/actions.ts': 'export {}\n',
  'apps/store-server/src/server.ts': "import '../../hq-server/src/index.ts'\n",
  'node_modules/pg/index.js': 'export class Pool {}\n',
  'node_modules/pg/package.json': '{ "name": "pg", "version": "1.0.0", "main": "index.js" }',
}

const clean = {
  'packages/core/src/index.ts': 'export const id = 1\n',
  'packages/db/src/index.ts': "export { id } from '../../core/src/index.ts'\n",
}

let output = ''
beforeAll(() => {
  output = cruise(planted)
})

test.each([
  ['layer-core', 'packages/core/src/index.ts → packages/db/src/index.ts'],
  ['no-cycle', 'packages/core/src/left.ts'],
  ['package-door', 'packages/db/src/deep.ts → packages/shared-types/src/inner.ts'],
  ['pure', 'packages/domain/src/cart.ts → fs'],
  ['one-door-to-engines', 'packages/reports/src/run.ts → node_modules/pg/index.js'],
  ['package-to-app', 'packages/testing/src/index.ts → apps/hq-server/src/index.ts'],
  ['testing-in-tests-only', 'apps/hq-server/src/server.ts → packages/testing/src/index.ts'],
  ['module-door', 'apps/hq-server/src/modules/sales/service.ts → apps/hq-server/src/modules/prices/service.ts'],
  ['app-to-app', 'apps/store-server/src/server.ts → apps/hq-server/src/index.ts'],
])('a planted import against %s is found', (rule, found) => {
  expect(output).toContain(`error ${rule}: ${found}`)
})

test('the actions of another module and the entry of a lower package may be imported', () => {
  expect(output).not.toContain('prices/actions.ts')
  expect(cruise(clean)).toContain('no dependency violations found')
})

function cruise(files) {
  const folder = mkdtempSync(join(tmpdir(), 'pos-cruise-'))
  for (const [file, text] of Object.entries({ 'tsconfig.base.json': '{}', ...files })) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const tops = new Set(Object.keys(files).map((file) => file.split('/')[0]))
  tops.delete('node_modules')
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [tool, '--config', join(root, '.dependency-cruiser.mjs'), ...tops]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return stdout + stderr
}
