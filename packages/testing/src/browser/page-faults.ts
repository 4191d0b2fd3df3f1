import type { Page } from 'playwright-core'

/** Collects what must never happen in a page: an error nobody caught, a breach of its policy, a script that opens a window. */
export function pageFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(`policy: ${message.text()}`)
  })
  page.on('dialog', (dialog) => {
    if (dialog.type() === 'beforeunload') return void dialog.accept()
    faults.push(`a script opened a window: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return faults
}
