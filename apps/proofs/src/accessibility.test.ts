import { openChromium, pageFaults, temporaryFolder } from '@pos/testing'
import { expect, test } from 'vitest'
import { certify } from '../test/harness/certify.ts'
import { startChain } from '../test/harness/chain.ts'
import { PASSWORD } from '../test/harness/company.ts'
import { expectNothingRan, saveHostileProducts } from '../test/harness/hostile.ts'
import { sendUnreadableSale } from '../test/harness/park.ts'
import { PIN } from '../test/harness/pin.ts'
import { letApproveRemotely } from '../test/harness/remote-approval.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { Auditor } from '../test/screens/auditor.ts'
import { walkHq } from '../test/screens/hq-walk.ts'
import { walkStore } from '../test/screens/store-walk.ts'
import { walkTill } from '../test/screens/till-walk.ts'

test('axe finds nothing serious and everything fits on any screen, light or dark, wide or narrow, whatever goods are called', async () => {
  const chain = await startChain({ products: 30 })
  const profile = temporaryFolder()
  for (const store of chain.sites) await sendUnreadableSale(store)
  const barcodes = await saveHostileProducts(chain.hq.url, chain.company)
  await letApproveRemotely(chain)
  const browser = await openChromium(profile.path)
  try {
    const [site] = chain.sites
    if (!site) throw new Error('a chain has a store')
    const page = await browser.newPage()
    const faults = pageFaults(page)
    const auditor = new Auditor(page)
    const walk = { page, onlooker: auditor, language: 'en' } as const
    await walkTill({
      ...walk,
      origin: site.url,
      code: await enrolmentCode(site, 0),
      cashier: { name: site.plan.cashier.username, pin: PIN },
      barcodes,
      search: 'a',
    })
    await expectNothingRan(page)
    await walkStore({
      ...walk,
      origin: site.url,
      as: { user: site.plan.manager.username, password: PASSWORD },
      superAdmin: { user: 'founder', password: PASSWORD },
      certify: (isCertified) => certify(site, isCertified),
    })
    const as = { company: chain.company.slug, user: 'boss', password: PASSWORD }
    await walkHq({ ...walk, origin: chain.hq.url, as, hasParked: true })
    await expectNothingRan(page)
    expect(auditor.screens.size).toBeGreaterThanOrEqual(74)
    expect(auditor.findings).toEqual([])
    expect(faults).toEqual([])
  } finally {
    await browser.close()
    profile.remove()
    await chain.close()
  }
}, 600_000)
