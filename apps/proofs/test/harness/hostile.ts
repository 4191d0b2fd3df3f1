import { checkDigit } from '@pos/domain'
import { createProduct } from '@pos/shared-types'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { call } from './ask.ts'
import type { Company } from './company.ts'
import { isLong } from './seed.ts'

const letters = (text: string, length: number) => [...text.repeat(length)].slice(0, length).join('')

/** Text nobody should have to expect, and a page must. */
export const HOSTILE = {
  markup: '<img src=x onerror="alert(1)"><script>alert(2)</script>',
  template: `"'>\${alert(3)}{{ 7 * 7 }}&lt;b&gt;%3Cscript%3E`,
  backwards: '\u202Eesrever \u2067deci\u2066 never closed',
  control: 'bell\u0007 escape\u001B[31m tab\tbreak\u2028end\u0085',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈🇵🇷 café ﷽ Z̷̡͎͐ä̸́l̴g̶o',
  unbroken: letters('Wm', 118),
  words: letters('A very long name of a thing ', 180).trim(),
} as const

const { backwards, unbroken, markup, template, control, emoji } = HOSTILE
/** What is typed into fields: in the long run each by itself, else what only must not run in one piece. */
export const TYPED: Readonly<Record<string, string>> = isLong
  ? HOSTILE
  : { backwards, unbroken, harmful: [markup, template, control, emoji].join(' ') }

/** No markup of such a text has become part of the page. */
export async function expectNothingRan(page: Page): Promise<void> {
  expect(await page.locator('img[src="x"], #app script, #app b').count()).toBe(0)
}

/** Sells things with such names, for nothing and for very much. Answers their barcodes. */
export async function saveHostileProducts(hqUrl: string, company: Company): Promise<readonly string[]> {
  const barcodes: string[] = []
  for (const [at, name] of Object.values(HOSTILE).entries()) {
    const digits = `21${String(at).padStart(10, '0')}`
    const code = digits + checkDigit(digits)
    const short = letters(name, 40)
    await call(hqUrl, createProduct, {
      token: company.adminToken,
      body: {
        code: `HOSTILE-${at}`,
        name,
        receiptName: short,
        kind: 'goods',
        departmentId: company.departmentId,
        taxGroupId: company.taxGroupId,
        baseUnitCode: 'pc',
        isWeighed: false,
        isOpenPrice: false,
        isDiscountable: true,
        isReturnable: true,
        texts: [{ locale: 'es', name, receiptName: short }],
        sku: letters(`HOSTILE-${at}-`, 64),
        barcodes: [{ code }],
        price: { priceListId: company.priceListId, priceMinor: at === 0 ? 0 : 999_999_999 },
      },
    })
    barcodes.push(code)
  }
  return barcodes
}
