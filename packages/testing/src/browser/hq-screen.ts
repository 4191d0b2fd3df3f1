import { screenTexts, type Language } from '@pos/i18n'
import type { Page } from 'playwright-core'

export type HqSignIn = { readonly company: string; readonly user: string; readonly password: string }

/** What somebody at head office does in a browser; everything is found by its words. */
export class HqScreen {
  readonly page: Page
  readonly words: (typeof screenTexts)[Language]['hq']
  readonly #origin: string

  constructor(page: Page, language: Language, origin: string) {
    this.page = page
    this.words = screenTexts[language].hq
    this.#origin = origin
  }

  async signIn({ company, user, password }: HqSignIn): Promise<void> {
    const { page } = this
    const { signIn, area } = this.words
    await page.goto(`${this.#origin}/hq`)
    await page.getByLabel(signIn.company).fill(company)
    await page.getByLabel(signIn.user).fill(user)
    await page.getByLabel(signIn.password).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: area.menu.sales }).first().waitFor()
  }

  /** Opens a page by its address below `/hq` and waits until it names itself. */
  async open(path: string, heading: string): Promise<void> {
    await this.page.goto(`${this.#origin}/hq/${path}`)
    await this.page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  }

  /** Waits on the list of sales until a receipt shows, asking for what has arrived since. */
  async waitForSale(documentNo: string): Promise<void> {
    const row = this.page.getByText(documentNo, { exact: true })
    const arrived = this.page.getByRole('button', { name: /^\d+ (new|nuev)/ })
    await row.or(arrived).first().waitFor()
    if (!(await row.first().isVisible())) await arrived.click()
    await row.first().waitFor()
  }

  /** Sets the price of a product from now on; `price` as a person types it. */
  async setPrice(productId: string, price: string): Promise<void> {
    const { product } = this.words
    await this.page.goto(`${this.#origin}/hq/catalogue/products/${productId}`)
    await this.page.getByLabel(product.newPrice).fill(price)
    await this.page.getByRole('button', { name: product.setPrice }).click()
    await this.page.getByText(product.priceSaved).first().waitFor()
  }
}
