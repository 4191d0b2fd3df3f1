import { screenTexts } from '@pos/i18n'
import type { Chain } from './chain.ts'
import { PASSWORD } from './company.ts'
import type { WithoutMouse } from './without-mouse.ts'

/** Signs the administrator in at head office in English, with keys alone. */
export async function signInWithKeys(
  { hq, company }: Pick<Chain, 'hq' | 'company'>,
  { page, hand }: Pick<WithoutMouse, 'page' | 'hand'>,
): Promise<void> {
  const words = screenTexts.en.hq.signIn
  await page.goto(`${hq.url}/hq`)
  for (const [label, text] of [
    [words.company, company.slug],
    [words.user, 'boss'],
    [words.password, PASSWORD],
  ] as const) {
    await hand.goTo(page.getByLabel(label))
    await hand.rewrite(text)
  }
  await hand.press('Enter')
  await page.locator('canvas').first().waitFor()
}
