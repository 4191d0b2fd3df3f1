import { screenTexts, type Language } from '@pos/i18n'
import type { CDPSession, Page } from 'playwright-core'

/** Between two keys of a person with quick fingers. */
const HAND_MS = 70
/** Between two keys of a scanner. */
const SCANNER_MS = 2
const ENTER = 'Enter'

const KEPT_LINES = `new Promise((answer, fail) => {
  const opening = indexedDB.open('pos-till')
  opening.onerror = () => fail(opening.error)
  opening.onsuccess = () => {
    const reading = opening.result.transaction('cart').objectStore('cart').get('self')
    reading.onerror = () => fail(reading.error)
    reading.onsuccess = () => {
      opening.result.close()
      answer(reading.result === undefined ? 0 : JSON.parse(reading.result.text).items.length)
    }
  }
})`

/** What a cashier does at a till in a browser; everything is found by its words and pressed as she presses it. */
export class TillScreen {
  readonly page: Page
  readonly words: (typeof screenTexts)[Language]['till']
  readonly #language: Language
  #keyboard: CDPSession | undefined

  constructor(page: Page, language: Language) {
    this.page = page
    this.#language = language
    this.words = screenTexts[language].till
  }

  /** Binds the browser to a register. A code that is for one register leaves nothing to choose. */
  async enrol(origin: string, code: string, register?: string): Promise<void> {
    const { page, words } = this
    await page.goto(`${origin}/till`)
    await page.getByLabel(words.enrol.code).fill(code)
    await page.keyboard.press('Enter')
    if (register !== undefined) await page.getByRole('button', { name: register, exact: true }).click()
    await page.getByRole('radiogroup').first().waitFor()
  }

  async signIn(name: string, pin: string): Promise<void> {
    await this.page.getByRole('radio', { name }).click()
    for (const digit of pin) await this.#press(digit)
    await this.#press('Enter')
  }

  async openShift(float: string): Promise<void> {
    const { page, words } = this
    await page.getByLabel(words.shift.open.float).fill(float)
    await page.keyboard.press('Enter')
    await this.waitForSale()
  }

  /** The sell screen stands ready for the next scan. */
  async waitForSale(): Promise<void> {
    await this.page.getByRole('heading', { name: this.words.sell.title, exact: true }).waitFor({ state: 'attached' })
  }

  /**
   * Types as a scanner does: one key after another, without waiting for the page. A keyboard stamps each key when it is
   * pressed; without a stamp the browser would take the moment it hears of the key, which a busy machine puts off.
   */
  async scan(code: string): Promise<void> {
    const keyboard = (this.#keyboard ??= await this.page.context().newCDPSession(this.page))
    const pressedAt = Date.now()
    const sent = [...code, ENTER].flatMap((key, place) => {
      const timestamp = (pressedAt + place * SCANNER_MS) / 1000
      const enter = key === ENTER ? { code: ENTER, windowsVirtualKeyCode: 13 } : { text: key }
      return [
        keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, timestamp, ...enter }),
        keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp, ...(key === ENTER && enter) }),
      ]
    })
    await Promise.all(sent)
  }

  /** How many lines of the open cart are on the disk. A line is painted before it is. */
  async keptLines(): Promise<number> {
    return this.page.evaluate(KEPT_LINES)
  }

  /** Takes what is due in cash and waits until the sale is kept. Answers the number of its receipt. */
  async payExactCash(): Promise<string> {
    return this.payCash('')
  }

  /** The same with an amount that the customer gives, as it is typed. */
  async payCash(given: string): Promise<string> {
    const { page, words } = this
    await page.keyboard.press('F9')
    await page.getByRole('button', { name: words.pay.back }).waitFor()
    for (const key of given) await this.#press(key)
    await this.#press('Enter')
    await page.getByText(words.done.saved).waitFor()
    const receipt = words.done.receipt.replace('{number}', '')
    const line = await page.getByText(new RegExp(`^${receipt}\\S+$`)).textContent()
    return line?.trim().slice(receipt.length) ?? ''
  }

  /** Presses a key as a person does, who is slower than a scanner. */
  async #press(key: string): Promise<void> {
    await this.page.waitForTimeout(HAND_MS)
    await this.page.keyboard.press(key)
  }

  /** Takes `percent` off the line that is chosen, for the first reason there is. */
  async discountLine(percent: string): Promise<void> {
    const { page, words } = this
    await page.keyboard.press('Alt+d')
    await page.getByRole('textbox', { name: words.sell.percent }).fill(percent)
    await page.getByRole('dialog').getByRole('radiogroup').last().getByRole('radio').first().click()
    await page.getByRole('button', { name: words.sell.apply }).click()
  }

  /** Consents as the person of this name does, by keyboard alone; a PIN that is refused leaves the question open. */
  async approve(name: string, pin: string, { isRefused = false } = {}): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: this.words.approval.title })
    await dialog.getByRole('radio', { name, checked: true }).waitFor()
    for (const digit of pin) await this.#press(digit)
    await this.#press('Enter')
    if (isRefused) await dialog.getByText(screenTexts[this.#language].uiKit.pin.wrong).waitFor()
    else await dialog.waitFor({ state: 'detached' })
  }

  async nextSale(): Promise<void> {
    await this.page.keyboard.press('Enter')
    await this.waitForSale()
  }
}
