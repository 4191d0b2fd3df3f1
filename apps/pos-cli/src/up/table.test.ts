import { expect, test } from 'vitest'
import { chainPlan } from './chain-plan.ts'
import { chainTable } from './table.ts'

test('the table names every address, API page and sign-in, and how to stop', () => {
  const table = chainTable(chainPlan({ folder: '/tmp/demo', portBase: undefined, env: {} }), {
    company: 'Casa Marea',
    tenant: 'casa-marea',
    managers: [{ who: 'carmen', secret: 'another password' }],
    headOffice: [{ who: 'ana', secret: 'a password', note: 'owner' }],
    tills: [{ who: 'Luis', secret: '407164' }],
    deviceCodes: [],
    provisioningTokens: [{ who: 'Store 3', secret: 'a token' }],
  })
  for (const port of [5100, 5201, 5202]) expect(table).toContain(`http://localhost:${port}/api/docs`)
  for (const page of ['5100/hq', '5201/till', '5201/store', '5202/till', '5202/store'])
    expect(table).toContain(`http://localhost:${page}`)
  for (const text of ['casa-marea', 'ana', 'a password', 'owner', 'carmen', '407164', 'a token', 'Ctrl-C'])
    expect(table).toContain(text)
  expect(table).not.toContain('Enrol a till')
})
